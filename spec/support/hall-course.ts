import { join } from 'node:path';
import type { Schoolbeat } from '../../server/app.ts';
import { installOwn, type OwnCourse } from './own-course.ts';

/** SCOs of the fixture course. */
export const TALK = 'hall-talk';
export const TEST = 'hall-test';

const FIXTURES = join(import.meta.dirname, '../authoring/fixtures/courses');

/** The fixture course `hall` as it was built, in the library of a server that grades it. */
export type HallCourse = OwnCourse;

/** Builds the fixture course and installs it; its test opens at any time, since it stands in the part that it would wait for. */
export function installHall(app: Schoolbeat, runtime?: ReadonlyMap<string, Buffer>): Promise<HallCourse> {
  const policy = { testAfterModules: false };
  return installOwn(app, { root: FIXTURES, folder: 'hall', policy, ...(runtime && { runtime }) });
}

/** Right answers of every question of the fixture, by block, as a response. */
export const RIGHT: Readonly<Record<string, string>> = {
  q1: 'b',
  q2: 'c',
  q3: 'a',
  q4: 'b',
  q5: 'c',
  q6: 'bench,library',
  q7: 'late:school,knife:officer,cap:school',
  q9: 'greet,why,ask',
  q10: '4',
  q11: 'Principal',
};
