import { commitBench } from './commit-bench.ts';
import { contentBench } from './content-bench.ts';
import { growthBench } from './growth-bench.ts';

const BENCHES: Record<string, () => Promise<string[]>> = {
  commit: commitBench,
  growth: growthBench,
  content: contentBench,
};
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));

for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`\n## ${name}\n\n${(await bench()).join('\n')}\n`);
}
