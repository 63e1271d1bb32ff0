import { constantFrom, integer, nat, option, record, sample } from 'fast-check';
import { newId, type Database } from '../../server/platform/index.ts';
import type { EnrollmentFacts, Outcome } from '../../server/reports/standing/enrollment-facts.ts';
import { LONG_AGO, trainingRows } from './training-rows.ts';

/** A certificate of the crowd, as the database has it. */
export interface CrowdCertificate {
  readonly id: string;
  readonly personId: string;
  readonly courseId: string;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly createdAt: Date;
  readonly voidAt: Date | null;
}

/** An officer of the crowd. */
export interface CrowdOfficer {
  readonly id: string;
  readonly name: string;
  readonly hasLeft: boolean;
}

const DAYS = ['2026-02-10', '2026-06-01', '2026-10-30', '2026-11-22', '2026-11-23', '2026-12-20', '2027-03-01'];
const day = constantFrom(...DAYS);
const enrollmentOf = record({
  place: nat(3),
  cycle: integer({ min: 1, max: 3 }),
  outcome: constantFrom<Outcome[]>('not-started', 'in-progress', 'complete', 'complete', 'not-met', 'waived'),
  dueOn: option(day),
  expiresOn: option(day),
  createdOn: constantFrom('2026-01-05', '2026-06-20'),
  closedOn: option(constantFrom('2026-06-10', '2026-11-01'), { freq: 5 }),
});
const certificateOf = record({
  course: nat(1),
  issuedOn: constantFrom('2026-01-20', '2026-03-01', '2026-03-01', '2026-10-01'),
  expiresOn: option(day),
  voidOn: option(constantFrom('2026-04-01', '2026-11-10'), { freq: 4 }),
});
const officerOf = record({
  family: integer({ min: 100, max: 160 }),
  hasLeft: constantFrom(false, false, false, true),
  enrollments: integer({ min: 0, max: 4 }),
  certificates: integer({ min: 0, max: 3 }),
});
const noon = (on: string): Date => new Date(`${on}T12:00:00.000Z`);

/** Fills an agency by chance, always the same by its seed, and tells what it wrote. */
export async function crowdRows(database: Database, agencyId: string, { size, seed }: { size: number; seed: number }) {
  const rows = trainingRows(database);
  const courses = [await rows.course(agencyId), await rows.course(agencyId)];
  const keys = await Promise.all(
    [0, 1, 2, 3].map(async (place) => {
      const courseId = courses[place % 2] ?? '';
      return { courseId, assignmentId: await rows.assignment(agencyId, courseId, { title: `Assignment ${place}` }) };
    }),
  );
  const officers: CrowdOfficer[] = [];
  const enrollments: EnrollmentFacts[] = [];
  const certificates: CrowdCertificate[] = [];
  const drawn = {
    enrollments: sample(enrollmentOf, { seed, numRuns: size * 4 }),
    certificates: sample(certificateOf, { seed, numRuns: size * 3 }),
  };
  for (const one of sample(officerOf, { seed, numRuns: size })) {
    const family = `Name${one.family}`;
    const id = await rows.person({ family_name: family, given_name: 'Officer' });
    await rows.member(id, agencyId, one.hasLeft ? { ended_at: noon('2026-10-10') } : {});
    officers.push({ id, name: `${family} officer`.toLowerCase(), hasLeft: one.hasLeft });
    const taken = new Set<string>();
    for (const { place, cycle, outcome, dueOn, expiresOn, createdOn, closedOn } of drawn.enrollments.splice(
      0,
      one.enrollments,
    )) {
      const { courseId, assignmentId } = keys[place] ?? { courseId: '', assignmentId: '' };
      if (taken.has(`${place} ${cycle}`)) continue;
      taken.add(`${place} ${cycle}`);
      const [createdAt, closedAt] = [noon(createdOn), closedOn === null ? null : noon(closedOn)];
      const expires = outcome === 'complete' ? expiresOn : null;
      const written = {
        cycle,
        outcome,
        due_on: dueOn,
        expires_on: expires,
        created_at: createdAt,
        closed_at: closedAt,
      };
      const enrollmentId = await rows.enrollment({ agencyId, personId: id, assignmentId, courseId }, written);
      enrollments.push({
        id: enrollmentId,
        agencyId,
        personId: id,
        assignmentId,
        courseId,
        cycle,
        outcome,
        dueOn,
        createdAt,
        closedAt,
        assignedOn: '2026-01-05',
        ruleDueOn: null,
        reasons: '[]',
        completedOn: null,
        expiresOn: expires,
        renewalMonths: 24,
      });
    }
    for (const { course, issuedOn, expiresOn, voidOn } of drawn.certificates.splice(0, one.certificates)) {
      const courseId = courses[course] ?? '';
      const createdAt = noon(issuedOn);
      const certificateId = await rows.certificate(agencyId, id, courseId, {
        issued_on: issuedOn,
        expires_on: expiresOn,
        created_at: createdAt,
      });
      const voidAt = voidOn === null ? null : noon(voidOn);
      const decision = { decision: 'void', reason: 'By chance.', decided_by: id, at: voidAt ?? LONG_AGO };
      if (voidAt !== null)
        await rows.insert('certificate_decisions', [
          { id: newId(), agency_id: agencyId, certificate_id: certificateId, ...decision },
        ]);
      certificates.push({ id: certificateId, personId: id, courseId, issuedOn, expiresOn, createdAt, voidAt });
    }
  }
  return { officers, enrollments, certificates };
}
