import { allBlocks, type CompiledModule } from '../../standards/module/index.ts';

/** Share of its score that passes a module, 0-1: its own, or that of its test; null where completing passes. */
export function passOf(module: CompiledModule): number | null {
  const test = allBlocks(module).find((block) => block.type === 'test');
  return module.pass ?? (test?.type === 'test' ? test.pass : null);
}
