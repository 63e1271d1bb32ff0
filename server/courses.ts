import { join } from 'node:path';
import { PACKAGE_ROOT } from './package-root.ts';
import { systemClock } from './platform/index.ts';
import { runCourses } from './run-courses.ts';

process.exitCode = await runCourses(process.argv.slice(2), {
  root: join(PACKAGE_ROOT, 'courses'),
  out: join(PACKAGE_ROOT, 'dist/courses'),
  today: systemClock.now().toISOString().slice(0, 10),
  say: (line) => void process.stdout.write(`${line}\n`),
});
