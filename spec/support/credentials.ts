import { join } from 'node:path';
import express, { type Express } from 'express';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import { definePackageModels } from '../../server/packages/package-model.ts';
import type { Role } from '../../server/people/index.ts';
import { createAssets, newId, sha256Hex, silentLog, type Config, type Database } from '../../server/platform/index.ts';
import { defineAssignmentModels, type AssignmentRow } from '../../server/training/assignments/assignment-model.ts';
import type { CertificateRow } from '../../server/training/certificates/certificate-model.ts';
import { defineCertificateModels } from '../../server/training/certificates/certificate-model.ts';
import { OWN_POLICY, type CompletionPolicy } from '../../server/training/judging/completion-input.ts';
import { emitVerdictReached } from '../../server/training/judging/verdict-events.ts';
import {
  defineVerdictModels,
  type CorrectionRow,
  type VerdictRow,
} from '../../server/training/judging/verdict-model.ts';
import {
  actorFor,
  buildAgency,
  buildPerson,
  openBrowser,
  quickPasswords,
  signIn,
  type Browser,
  type BuiltPerson,
} from './people.ts';
import { buildConfig, standingClock } from './platform.ts';

/** North Carolina: 80 % and one retest. */
export const EXAM_POLICY: CompletionPolicy = { ...OWN_POLICY, exam: { rule: 'required', passMark: 0.8, retests: 1 } };

/** A whole application in which verdicts are reached by hand. */
export interface Credentials {
  readonly app: Schoolbeat;
  readonly host: Express;
  readonly clock: ReturnType<typeof standingClock>;
  readonly agency: { readonly id: string; readonly name: string };
  addPerson(roles: readonly Role[], agencyId?: string): Promise<BuiltPerson>;
  addCourse(options?: {
    agencyId?: string | null;
    title?: string;
    minutes?: readonly number[];
  }): Promise<{ courseId: string; versionId: string; sha256: string }>;
  addAssignment(change: Partial<AssignmentRow> & { courseId: string }): Promise<AssignmentRow>;
  addCorrection(change: Partial<CorrectionRow> & { personId: string; courseId: string }): Promise<CorrectionRow>;
  /** Writes a verdict and its event; the certificate is made when jobs run. */
  reach(change: Partial<VerdictRow> & { personId: string; courseId: string }): Promise<VerdictRow>;
  /** {@link reach}, and what came of it. */
  certify(change: Partial<VerdictRow> & { personId: string; courseId: string }): Promise<CertificateRow>;
  rows(): Promise<CertificateRow[]>;
  browser(person: BuiltPerson | null): Promise<Browser>;
  actor(person: BuiltPerson): ReturnType<typeof actorFor>;
}

/** Opens the application on a migrated database. */
export async function openCredentials(database: Database, overrides: Partial<Config> = {}): Promise<Credentials> {
  const clock = standingClock(new Date('2026-11-23T16:42:00.000Z'));
  const config = await buildConfig({ tablePrefix: database.tablePrefix, ...overrides });
  const app = await openSchoolbeat(config, {
    database,
    clock,
    log: silentLog(),
    passwords: await quickPasswords(),
    assets: createAssets({ directory: join(import.meta.dirname, '../../dist/static'), unbuilt: true }),
  });
  const agency = await buildAgency(app, { name: 'Harlow County Sheriff’s Office' });
  const models = {
    ...definePackageModels(database),
    ...defineVerdictModels(database),
    ...defineAssignmentModels(database),
    ...defineCertificateModels(database),
  };
  const host = express();
  host.use(app.router);
  const now = (): Date => clock.now();

  const made: Credentials = {
    app,
    host,
    clock,
    agency,
    addPerson: (roles, agencyId = agency.id) =>
      buildPerson(app, { roles, agencyId, givenName: 'Maria', familyName: 'Reyes' }),

    async addCourse({ agencyId = null, title = 'The toolbox', minutes = [] } = {}) {
      const [courseId, versionId] = [newId(), newId()];
      const sha256 = sha256Hex(versionId);
      const course = { id: courseId, agencyId, title, description: '', strand: 'school', state: 'published' as const };
      const times = { createdBy: null, createdAt: now() };
      const version = {
        id: versionId,
        courseId,
        agencyId,
        number: 3,
        sourceSha256: sha256,
        sourceName: 'course.zip',
        sourceBytes: 1,
        origin: 'built' as const,
        standard: 'scorm2004',
        edition: '2004-4th',
        structure: '{}',
        issues: '[]',
        limits: '{}',
        archiveKey: `packages/${versionId}`,
        fileCount: 1,
        state: 'published' as const,
        publishedAt: now(),
        ...times,
      };
      await database.write(async (transaction) => {
        await models.Course.create(
          { ...course, currentVersionId: versionId, ...times, updatedAt: now() },
          { transaction },
        );
        await models.CourseVersion.create(version, { transaction });
      });
      const parts = minutes.map((count, place) => ({
        identifier: `part-${place}`,
        kind: 'module' as const,
        minutes: count,
        skills: [],
        topics: [`TX ${place + 1}`],
      }));
      if (parts.length > 0) await app.packages.parts.keep(versionId, parts);
      return { courseId, versionId, sha256 };
    },

    async addAssignment(change) {
      const row: AssignmentRow = {
        id: newId(),
        agencyId: agency.id,
        title: 'Year one',
        curriculumId: null,
        audience: '{"kind":"officers"}',
        due: '{"kind":"none"}',
        policy: JSON.stringify(EXAM_POLICY),
        renewalMonths: null,
        countsFrom: null,
        createdBy: newId(),
        createdAt: now(),
        endedAt: null,
        ...change,
      };
      await database.write((transaction) => models.assignments.create(row, { transaction }));
      return row;
    },

    async addCorrection(change) {
      const row: CorrectionRow = {
        id: newId(),
        agencyId: agency.id,
        assignmentId: null,
        kind: 'completed',
        statement: 'Took the class in person.',
        seenBy: 'Capt. Ines Ortega',
        happenedOn: '2026-11-20',
        score: null,
        engagedMs: null,
        signedBy: newId(),
        signerName: 'Sgt. Lee Park',
        signature: 'signature',
        createdAt: now(),
        withdrawnAt: null,
        withdrawnBy: null,
        withdrawnReason: null,
        ...change,
      };
      await database.write((transaction) => models.corrections.create(row, { transaction }));
      return row;
    },

    async reach(change) {
      const policy = change.policy ?? JSON.stringify(OWN_POLICY);
      const row: VerdictRow = {
        id: newId(),
        agencyId: agency.id,
        assignmentId: null,
        enrollmentId: null,
        attemptId: newId(),
        versionId: null,
        policySha256: sha256Hex(policy),
        outcome: 'complete',
        reasons: '[]',
        score: null,
        engagedMs: 42 * 60_000 + 59_000,
        reachedOn: '2026-11-20',
        at: now(),
        ...change,
        policy,
      };
      await database.write(async (tx) => {
        await models.verdicts.create(row, { transaction: tx });
        await emitVerdictReached(app.platform.outbox, tx, row);
      });
      return row;
    },

    async certify(change) {
      const verdict = await made.reach(change);
      await app.platform.jobs.drain();
      const row = (await made.rows()).find(({ verdictId }) => verdictId === verdict.id);
      if (row === undefined) throw new Error('The verdict made no certificate.');
      return row;
    },

    async rows() {
      const rows = await models.certificates.findAll({ order: ['number'], transaction: null });
      return rows.map((row) => row.get({ plain: true }));
    },

    async browser(person) {
      const browser = openBrowser(host);
      if (person !== null) await signIn(browser, person);
      return browser;
    },

    actor: (person) => actorFor(app, person),
  };
  return made;
}
