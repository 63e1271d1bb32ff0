import type { Actor } from '../people/index.ts';
import type { Platform, Tx } from '../platform/index.ts';
import type { AcceptedRule, ContentLimits } from '../standards/index.ts';
import type { CourseAnswers } from '../standards/module/index.ts';
import { createCommitService } from './commit-service.ts';
import { createEarlier } from './earlier-service.ts';
import { createEvidence } from './evidence-service.ts';
import { createEvidenceStore } from './evidence-store.ts';
import { RULE_FOR_EARLIER, ruleForEarlier } from '../packages/index.ts';
import { eraseRecord } from './erase-record.ts';
import { createJudgingReader } from './judging-service.ts';
import { createJudgingStore } from './judging-store.ts';
import { createLaunchService } from './launch-service.ts';
import { createMarkService } from './mark-service.ts';
import { createFeed } from './feed-service.ts';
import { createFeedStore } from './feed-store.ts';
import { keepVersions } from './pinned-versions.ts';
import { rebuildProjections } from './rebuild-projections.ts';
import type { VersionForRecords } from './record-service.ts';
import { createRecordService } from './record-service.ts';
import { createRecordStore } from './record-store.ts';
import { createResultStore } from './result-store.ts';
import { registerSignOut } from './sign-out-events.ts';
import { attemptChain, verifyChains } from './verify-chains.ts';
import { createOffers } from './offer-store.ts';
import { defineTables } from './record-tables.ts';
import { createRegistrationService } from './registration-service.ts';
import { readLaunchToken } from './launch-token.ts';

/** What this room needs of a version. */
interface LoadedForAttempts extends VersionForRecords {
  readonly id: string;
  readonly contentLimits: ContentLimits;
}

/** What this room asks of the packages room. */
interface PackagesForAttempts {
  readonly reader: {
    /** A version whatever its state. */
    loadVersion(tx: Tx | null, versionId: string): Promise<LoadedForAttempts>;
  };
  readonly rules: {
    /** The completion rule that holds for a version; null for the package's own word. */
    current(tx: Tx | null, versionId: string): Promise<AcceptedRule | null>;
  };
  readonly answers: {
    /** What a version is graded by; null for one that grades itself. */
    of(tx: Tx | null, versionId: string): Promise<CourseAnswers | null>;
  };
  readonly catalogue: {
    /** Throws AppError `COURSE_NOT_FOUND` (404) unless the actor may begin the course now. */
    offeredCourse(
      tx: Tx,
      actor: Actor,
      courseId: string,
    ): Promise<{ readonly currentVersion: { readonly id: string } | null }>;
  };
}

type Needed = 'database' | 'clock' | 'secrets' | 'config' | 'outbox' | 'log' | 'chains';

/** Makes the room on one platform. */
export function createAttempts(
  platform: Pick<Platform, Needed>,
  { reader, rules, answers, catalogue }: PackagesForAttempts,
) {
  const { database, clock, secrets, config, outbox, log, chains } = platform;
  const tables = defineTables(database);
  const courses = {
    loadVersion: keepVersions(
      async (tx, versionId) => ({
        ...(await reader.loadVersion(tx, versionId)),
        answers: await answers.of(tx, versionId),
      }),
      clock,
    ),
    async currentVersionId(tx: Tx, actor: Actor, courseId: string): Promise<string> {
      const { currentVersion } = await catalogue.offeredCourse(tx, actor, courseId);
      if (currentVersion === null) throw new Error('A course that is offered has a current version.');
      return currentVersion.id;
    },
    currentRule: (tx: Tx, versionId: string) => rules.current(tx, versionId),
  };
  const shared = { database, tables, clock, courses };
  const commits = createCommitService({ ...shared, outbox, log });
  const offers = createOffers(database, outbox);
  const launches = createLaunchService({
    ...shared,
    offers,
    secrets,
    outbox,
    config,
    judgeRule: (bearer) => commits.judgeRule(bearer),
  });
  chains.register(attemptChain(database, tables));
  registerSignOut(outbox, launches);
  const earlier = createEarlier({ database, tables }, commits);
  outbox.on(RULE_FOR_EARLIER, 'attempts.judge-earlier', async (payload) => {
    const { versionId, ruleId } = ruleForEarlier.parse(payload);
    const rule = await rules.current(null, versionId);
    // One that followed or was taken back meanwhile judges nothing.
    if (rule?.id === ruleId) await earlier.judge(versionId, rule);
  });
  return {
    registrations: createRegistrationService({ ...shared, outbox }),
    launches,
    /** Offers to begin again on a new version. */
    offers,
    commits,
    records: createRecordService({
      database,
      records: createRecordStore(database, tables),
      results: createResultStore(database),
      loadVersion: (tx, versionId) => reader.loadVersion(tx, versionId),
    }),
    /** What the record tells of a package, and rules that are accepted after it. */
    evidence: createEvidence(createEvidenceStore(database, tables)),
    earlier,
    /** What people say of attempts by hand. */
    marks: createMarkService({
      ...shared,
      outbox,
      loadVersion: (tx, versionId) => courses.loadVersion(tx, versionId),
    }),
    /** What other systems of an agency come for. */
    feed: createFeed({ database, clock }, createFeedStore(database)),
    /** See {@link eraseRecord}. */
    erase: (tx: Tx, person: { readonly personId: string; readonly agencyId: string }) =>
      eraseRecord(tables, tx, person),
    /** Facts for the rooms that judge. */
    judging: createJudgingReader(createJudgingStore(database, tables)),
    /** See {@link rebuildProjections}. */
    rebuild: () => rebuildProjections(shared),
    /** See {@link verifyChains}; what was signed is checked by `platform.chains`. */
    verify: () => verifyChains(database, tables),
    /** The bearer of a token; null when it was never made for this launch. */
    bearerOf: (launchId: string, token: string) => readLaunchToken(secrets, launchId, token),
  };
}

export type Attempts = ReturnType<typeof createAttempts>;
