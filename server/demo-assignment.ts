import type { Agencies } from './agencies/index.ts';
import { DEMO_AGENCY, DEMO_SUPERVISOR } from './demo.ts';
import type { Packages } from './packages/index.ts';
import type { People } from './people/index.ts';
import { addDays, dayIn, type Platform } from './platform/index.ts';
import type { Training } from './training/index.ts';

/** What the assignment of the demo agency needs of the composed application. */
export interface DemoTraining {
  readonly platform: Pick<Platform, 'clock'>;
  readonly agencies: Pick<Agencies, 'findAgency'>;
  readonly people: Pick<People, 'accounts' | 'actors'>;
  readonly packages: Pick<Packages, 'catalogue'>;
  readonly training: Pick<Training, 'rules'>;
}

const COURSE = 'The student';
const DUE_DAYS = 42;

/**
 * Assigns the first course to the placed officers of the demo agency, so that its pages show something at the first start.
 * False, and nothing changed, where the agency, its supervisor or the course is missing, or something was assigned before.
 */
export async function assignDemoCourse(app: DemoTraining): Promise<boolean> {
  const { platform, agencies, people, packages, training } = app;
  const agency = await agencies.findAgency(DEMO_AGENCY);
  const account = await people.accounts.byEmail(DEMO_SUPERVISOR);
  const actor = account && (await people.actors.of(account));
  if (agency === null || !actor || actor.agencyId !== agency.id || !actor.roles.includes('supervisor')) return false;
  const { assignments } = training.rules;
  if ((await assignments.list(actor)).rows.length > 0) return false;
  const course = (await packages.catalogue.list(actor)).find(({ title }) => title.startsWith(COURSE));
  if (course === undefined) return false;
  await assignments.create(actor, {
    title: course.title,
    courseId: course.id,
    curriculumId: null,
    audience: { kind: 'placed' },
    due: { kind: 'on', day: addDays(dayIn(actor.timeZone, platform.clock.now()), DUE_DAYS) },
    policy: {
      exam: { rule: 'required', passMark: 0.8, retests: 1 },
      attempts: null,
      order: 'free',
      engagedMinutes: null,
      practical: null,
    },
    renewalMonths: null,
    countsFrom: null,
  });
  return true;
}
