import type { BankSource, BlockSource, BlockKey, CompiledBlock, PretestDraw } from '../../standards/module/index.ts';
import { compileQuestion, compileTest } from './compile-question.ts';
import { compileScenario } from './compile-scenario.ts';
import { renderOptional, renderProse } from './render-prose.ts';

/** What a block needs beside its own source. */
export interface BlockContext {
  readonly moduleId: string;
  readonly language: string;
  readonly banks: ReadonlyMap<string, BankSource>;
  /** Pre-tests of the course by the bank that they draw from. */
  readonly pretests: ReadonlyMap<string, readonly PretestDraw[]>;
  /** Text of a file of the course, by its path from the course's folder. */
  readText(path: string): string;
  /** Pixels of a picture; null where they cannot be told. */
  sizeOf(path: string): { readonly width: number; readonly height: number } | null;
  /** Smaller copies of a picture among the files of the course. */
  copiesOf(path: string): readonly { readonly src: string; readonly width: number }[];
}

/** Compiles one block; `key` is null where nothing is graded. Throws where the bank of a test is missing. */
export function compileBlock(
  source: BlockSource,
  context: BlockContext,
): { block: CompiledBlock; key: BlockKey | null } {
  switch (source.type) {
    case 'scenario':
    case 'dialogue':
      return compileScenario(source, context.moduleId);
    case 'test': {
      const bank = context.banks.get(source.bank);
      if (bank === undefined) throw new Error(`The bank ${source.bank} is missing.`);
      return compileTest(source, bank, context.pretests.get(bank.id) ?? []);
    }
    case 'choice':
    case 'multi':
    case 'numeric':
    case 'short':
    case 'sort':
    case 'match':
    case 'order':
      return compileQuestion(source, context.moduleId);
    default:
      return { block: compileReading(source, context), key: null };
  }
}

type ReadingSource = Exclude<
  BlockSource,
  { type: 'scenario' | 'dialogue' | 'test' | 'choice' | 'multi' | 'numeric' | 'short' | 'sort' | 'match' | 'order' }
>;

function compileReading(source: ReadingSource, context: BlockContext): CompiledBlock {
  const { id, title = '' } = source;
  switch (source.type) {
    case 'text':
      return { id, title, type: 'text', html: renderProse(source.text) };
    case 'image': {
      const { width = null, height = null } = context.sizeOf(source.src) ?? {};
      const { src, caption = '' } = source;
      const copies = context.copiesOf(src);
      const alt = source.decorative ? '' : source.alt;
      return { id, title, type: 'image', src, alt, caption, ...(copies.length > 0 && { copies }), width, height };
    }
    case 'video': {
      const { src, poster = null, require, transcript } = source;
      // The chosen language first: a player takes the first track by default.
      const captions = Object.entries(source.captions)
        .map(([language, path]) => ({ language, src: path }))
        .sort((a, b) => Number(b.language === context.language) - Number(a.language === context.language));
      return {
        id,
        title,
        type: 'video',
        src,
        poster,
        captions,
        transcript: renderProse(context.readText(transcript)),
        require,
      };
    }
    case 'accordion': {
      const items = source.items.map((item) => ({ id: item.id, title: item.title, html: renderProse(item.text) }));
      return { id, title, type: 'accordion', items };
    }
    case 'cards': {
      const items = source.items.map((item) => ({ id: item.id, front: item.front, back: renderProse(item.back) }));
      return { id, title, type: 'cards', items };
    }
    case 'callout': {
      const { kind, states = [], text } = source;
      return { id, title, type: 'callout', kind, states, html: renderProse(text) };
    }
    case 'policy': {
      const { ref = '', acknowledge, text } = source;
      return { id, title, type: 'policy', html: renderProse(text), ref, acknowledge };
    }
    case 'checkpoint':
      return { id, title, type: 'checkpoint', html: renderOptional(source.text) };
    case 'reflection':
      return { id, title, type: 'reflection', html: renderProse(source.prompt), isPrivate: source.private };
    case 'worksheet': {
      const items = source.items.map((item) => ({ id: item.id, html: renderProse(item.prompt), lines: item.lines }));
      return { id, title, type: 'worksheet', html: renderProse(source.intro), items };
    }
    default: {
      const { criteria, signer, task } = source;
      return { id, title, type: 'practical', html: renderProse(task), criteria, signer };
    }
  }
}
