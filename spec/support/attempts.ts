import { createHmac } from 'node:crypto';
import { QueryTypes } from 'sequelize';
import type { Attempts, Bearer, OpenedLaunch } from '../../server/attempts/index.ts';
import { createAttempts } from '../../server/attempts/index.ts';
import type { Actor } from '../../server/people/index.ts';
import type { Chain, Chains, Database, Outbox, Secrets } from '../../server/platform/index.ts';
import { AppError, newId, sha256Hex } from '../../server/platform/index.ts';
import { DEFAULT_SEQUENCING } from '../../server/standards/default-sequencing.ts';
import type {
  AcceptedRule,
  Activity,
  CmiRecord,
  CommitAnswer,
  CommitRequest,
  CourseStructure,
  LaunchRequest,
  ObjectiveMap,
} from '../../server/standards/index.ts';
import { commitPayload } from '../../server/standards/index.ts';
import type { CourseAnswers } from '../../server/standards/module/play.ts';
import { forEachDatabase } from './databases.ts';

/** A clock that specs set forward. */
class SpecClock {
  time = Date.parse('2026-11-23T16:42:00.000Z');

  now(): Date {
    return new Date(this.time);
  }

  forward(ms: number): void {
    this.time += ms;
  }
}

/** A leaf of a course. */
export function buildSco(identifier: string, change: Partial<Activity> = {}): Activity {
  return {
    identifier,
    title: `Part ${identifier}`,
    type: 'sco',
    children: [],
    isVisible: true,
    href: `${identifier}.html`,
    parameters: '',
    dataFromLms: null,
    timeLimitAction: null,
    maxTimeAllowed: null,
    masteryScore: null,
    prerequisites: null,
    completionThreshold: null,
    hideLmsUi: [],
    sharedData: [],
    sequencing: DEFAULT_SEQUENCING,
    ...change,
  };
}

const NO_MAP: ObjectiveMap = {
  targetObjectiveId: '',
  readSatisfiedStatus: false,
  readNormalizedMeasure: false,
  writeSatisfiedStatus: false,
  writeNormalizedMeasure: false,
  readRawScore: false,
  readMinScore: false,
  readMaxScore: false,
  readCompletionStatus: false,
  readProgressMeasure: false,
  writeRawScore: false,
  writeMinScore: false,
  writeMaxScore: false,
  writeCompletionStatus: false,
  writeProgressMeasure: false,
};

/** A leaf whose primary objective is shared under `id`. */
export function buildSharingSco(identifier: string, id: string, flags: Partial<ObjectiveMap>): Activity {
  const maps = [{ ...NO_MAP, targetObjectiveId: id, ...flags }];
  const primary = { id: 'primary', isPrimary: true, satisfiedByMeasure: false, minNormalizedMeasure: 1, maps };
  return buildSco(identifier, { sequencing: { ...DEFAULT_SEQUENCING, objectives: [primary] } });
}

/** A course of SCORM 1.2 with these parts. */
export function buildCourse12(...children: Activity[]): CourseStructure {
  const root = { type: 'cluster' as const, href: null, children, title: 'First bell' };
  return {
    standard: 'scorm12',
    edition: '1.2',
    identifier: 'course12',
    title: 'First bell',
    root: buildSco('root', root),
    objectivesGlobalToSystem: true,
    sharedDataGlobalToSystem: true,
  };
}

/** A course of SCORM 2004 4th Edition with these parts. */
export function buildCourse2004(children: Activity[], change: Partial<CourseStructure> = {}): CourseStructure {
  const sequencing = { ...DEFAULT_SEQUENCING, flow: true };
  return {
    ...buildCourse12(),
    standard: 'scorm2004',
    edition: '2004-4th',
    root: buildSco('root', { type: 'cluster', href: null, children, sequencing }),
    ...change,
  };
}

/** Secrets of one fixed key. */
const SPEC_SECRETS: Secrets = {
  sign: (purpose, text) => createHmac('sha256', `spec ${purpose}`).update(text).digest('base64url'),
  verify: (purpose, text, signature) => SPEC_SECRETS.sign(purpose, text) === signature,
  seal: (_purpose, text) => text,
  open: (_purpose, sealed) => sealed,
};

/** One agency with a person, and courses made of structures, on a migrated database. */
export class AttemptsWorld {
  readonly database: Database;
  readonly clock = new SpecClock();
  readonly news: { type: string; payload: Record<string, unknown> }[] = [];
  readonly logged: { fields: object; message: string }[] = [];
  readonly chains: Chain[] = [];
  readonly attempts: Attempts;
  /** Characters of suspend data that every version takes. */
  suspendData = 4096;
  readonly #structures = new Map<string, CourseStructure>();
  readonly #rules = new Map<string, AcceptedRule>();
  readonly #answers = new Map<string, CourseAnswers>();

  /** `outbox` is one that keeps what was emitted in `news`, unless a spec needs the real one. */
  constructor(database: Database, realOutbox?: Outbox) {
    this.database = database;
    const outbox: Outbox = realOutbox ?? {
      emit: async (_tx, type, payload) => {
        this.news.push({ type, payload });
        await Promise.resolve();
      },
      emitAll: async (tx, type, payloads) => {
        for (const payload of payloads) await outbox.emit(tx, type, payload);
      },
      on: () => undefined,
    };
    const hear = (fields: object, message: string): void => void this.logged.push({ fields, message });
    const log = { info: hear, warn: hear } as never;
    const config = { launchLeaseMs: 90_000 } as never;
    const chains: Chains = {
      register: (chain) => void this.chains.push(chain),
      sign: () => Promise.resolve(),
      verify: () => Promise.resolve({ ok: true, statements: 0, faults: [] }),
    };
    this.attempts = createAttempts(
      { database, clock: this.clock, secrets: SPEC_SECRETS, config, outbox, log, chains },
      {
        reader: {
          loadVersion: async (tx, versionId) => {
            const structure = this.#structures.get(versionId) ?? (await this.#storedStructure(versionId));
            void tx;
            return {
              id: versionId,
              number: 1,
              course: { title: structure.title },
              structure,
              contentLimits: { suspendData: this.suspendData },
            };
          },
        },
        rules: { current: (_tx, versionId) => Promise.resolve(this.#rules.get(versionId) ?? null) },
        answers: {
          of: async (_tx, versionId) => Promise.resolve(this.#answers.get(versionId) ?? null),
        },
        catalogue: {
          offeredCourse: async (tx, actor, courseId) => {
            const [course] = await database.sequelize.query<{ current_version_id: string; agency_id: string }>(
              `SELECT current_version_id, agency_id FROM ${this.table('courses')} WHERE id = :courseId`,
              { replacements: { courseId }, type: QueryTypes.SELECT, transaction: tx },
            );
            if (course === undefined || course.agency_id !== actor.agencyId) {
              throw new AppError('COURSE_NOT_FOUND', 404, 'There is no such course.');
            }
            return { currentVersion: { id: course.current_version_id } };
          },
        },
      },
    );
  }

  /** A rule that holds for a version from now on; null withdraws it. */
  setRule(versionId: string, rule: AcceptedRule | null): void {
    if (rule === null) this.#rules.delete(versionId);
    else this.#rules.set(versionId, rule);
  }

  /** The only version of a learner's course. */
  async versionOf({ courseId }: Pick<Learner, 'courseId'>): Promise<string> {
    const versions = await this.rows<{ id: string; course_id: string }>('course_versions');
    return versions.find(({ course_id }) => course_id === courseId)?.id ?? '';
  }

  table(name: string): string {
    return `"${this.database.tablePrefix}${name}"`;
  }

  async #storedStructure(versionId: string): Promise<CourseStructure> {
    const rows = await this.rows<{ id: string; structure: string }>('course_versions');
    const structure: CourseStructure = JSON.parse(rows.find(({ id }) => id === versionId)?.structure ?? 'null');
    return structure;
  }

  /** A person of a new agency. */
  async person(): Promise<Actor> {
    const agencyId = newId();
    const at = this.clock.now();
    await this.insert('agencies', {
      id: agencyId,
      name: 'Harlow County',
      time_zone: 'UTC',
      state: 'AL',
      created_at: at,
    });
    return this.colleague({ agencyId });
  }

  /** A person of the same agency. */
  async colleague({ agencyId }: Pick<Actor, 'agencyId'>, roles: Actor['roles'] = ['officer']): Promise<Actor> {
    const personId = newId();
    const at = this.clock.now();
    const email = `${personId}@harlow.example`;
    await this.insert('people', {
      id: personId,
      given_name: 'Dana',
      family_name: `Okafor ${personId.slice(-4)}`,
      rank: 'Deputy',
      email,
      locale: 'en-US',
      theme: 'system',
      active_role: '',
      created_at: at,
    });
    const name = `Dana Okafor ${personId.slice(-4)}`;
    return {
      personId,
      agencyId,
      agencyName: 'Harlow County',
      organisationType: 'agency',
      locale: 'en',
      timeZone: 'UTC',
      roles,
      name,
      rank: 'Deputy',
      email,
    };
  }

  /** A published course of the agency. */
  async course({ agencyId }: Actor, structure: CourseStructure): Promise<{ courseId: string; versionId: string }> {
    const courseId = newId();
    const at = this.clock.now();
    const { title } = structure;
    const course = { agency_id: agencyId, title, description: '', strand: 'school', state: 'published' };
    await this.insert('courses', { id: courseId, ...course, created_at: at, updated_at: at });
    return { courseId, versionId: await this.version(courseId, agencyId, structure, 1) };
  }

  /** The server grades a version from now on. */
  grade(versionId: string, answers: CourseAnswers): void {
    this.#answers.set(versionId, answers);
  }

  /** A new current version of a course. */
  async version(courseId: string, agencyId: string, structure: CourseStructure, number: number): Promise<string> {
    const versionId = newId();
    this.#structures.set(versionId, structure);
    await this.insert('course_versions', {
      id: versionId,
      course_id: courseId,
      agency_id: agencyId,
      number,
      source_sha256: sha256Hex(versionId),
      source_name: 'course.zip',
      source_bytes: 1,
      origin: 'uploaded',
      standard: structure.standard,
      edition: structure.edition,
      structure: JSON.stringify(structure),
      issues: '[]',
      limits: '{}',
      archive_key: versionId,
      file_count: 1,
      state: 'published',
      created_at: this.clock.now(),
    });
    for (const [position, part] of structure.root.children.entries()) {
      await this.insert('activities', {
        id: newId(),
        version_id: versionId,
        identifier: part.identifier,
        position,
        depth: 1,
        title: part.title,
        type: part.type,
        parameters: '',
        sequencing: '{}',
      });
    }
    await this.database.write((tx) =>
      this.database.sequelize.query(
        `UPDATE ${this.table('courses')} SET current_version_id = :versionId WHERE id = :courseId`,
        { replacements: { versionId, courseId }, transaction: tx },
      ),
    );
    return versionId;
  }

  /** A person of a new agency with a registration for a course of this structure. */
  async learner(structure: CourseStructure): Promise<Learner> {
    const actor = await this.person();
    const { courseId } = await this.course(actor, structure);
    const registration = await this.attempts.registrations.ensureRegistration(actor, courseId);
    return { world: this, actor, courseId, registrationId: registration.id };
  }

  /** All rows of a table, as the database gives them. */
  async rows<Row extends object = Record<string, unknown>>(name: string, order = 'id'): Promise<Row[]> {
    return this.database.sequelize.query<Row>(`SELECT * FROM ${this.table(name)} ORDER BY ${order}`, {
      type: QueryTypes.SELECT,
    });
  }

  /** Changes rows behind the room's back. */
  async change(sql: string, replacements: Record<string, unknown> = {}): Promise<void> {
    await this.database.write((tx) => this.database.sequelize.query(sql, { replacements, transaction: tx }));
  }

  /** Adds a row behind the room's back. */
  async insert(name: string, row: Record<string, unknown>): Promise<void> {
    await this.database.write((tx) =>
      this.database.sequelize
        .getQueryInterface()
        .bulkInsert(this.database.tablePrefix + name, [row], { transaction: tx }),
    );
  }
}

/** A person about to take a course. */
export interface Learner {
  readonly world: AttemptsWorld;
  readonly actor: Actor;
  readonly courseId: string;
  readonly registrationId: string;
}

/** A browser that plays one launch and numbers its commits. */
export class SpecPlayer {
  readonly opened: OpenedLaunch;
  readonly bearer: Bearer;
  readonly #learner: Learner;
  #seq = 0;

  constructor(learner: Learner, opened: OpenedLaunch) {
    this.#learner = learner;
    this.opened = opened;
    this.bearer = bearerOf(learner.world, opened);
  }

  /** The next commit of a SCO as the page would send it. */
  request(scoId: string, cmi: CmiRecord, change: Partial<Omit<CommitRequest, 'sha256'>> = {}): CommitRequest {
    this.#seq = change.seq ?? this.#seq + 1;
    const rest = {
      seq: this.#seq,
      final: false,
      trigger: 'commit' as const,
      scoId,
      cmi,
      clientTime: CLIENT_TIME,
      ...change,
    };
    return { ...rest, sha256: sha256Hex(commitPayload(rest)) };
  }

  async commit(
    scoId: string,
    cmi: CmiRecord,
    change: Partial<Omit<CommitRequest, 'sha256'>> = {},
  ): Promise<CommitAnswer> {
    return this.send(this.request(scoId, cmi, change));
  }

  async send(request: CommitRequest): Promise<CommitAnswer> {
    return this.#learner.world.attempts.commits.commit(this.bearer, request);
  }

  /** LMSFinish or Terminate. */
  async finish(scoId: string, cmi: CmiRecord): Promise<CommitAnswer> {
    return this.commit(scoId, cmi, { final: true, trigger: 'finish' });
  }

  async end(reason: 'exit' | 'suspended' | 'ended' | 'abandoned'): Promise<void> {
    await this.#learner.world.attempts.commits.end(this.bearer, { reason });
  }
}

const CLIENT_TIME = '2026-11-23T16:42:00.000Z';
const ORIGIN = { userAgent: 'Specs', browser: 'browser-1' };

/** Opens the learner's course. */
export async function play(
  learner: Learner,
  request: Partial<LaunchRequest> = {},
  origin = ORIGIN,
): Promise<SpecPlayer> {
  const wanted = { registration: learner.registrationId, ...request };
  return new SpecPlayer(learner, await learner.world.attempts.launches.open(learner.actor, wanted, origin));
}

/** The bearer of a launch's token. */
function bearerOf(world: AttemptsWorld, opened: Pick<OpenedLaunch, 'launchId' | 'token'>): Bearer {
  const bearer = world.attempts.bearerOf(opened.launchId, opened.token);
  if (bearer === null) throw new Error('The token does not read.');
  return bearer;
}

/** Code of the AppError that a promise rejects with; throws when it resolves. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error.code;
  throw error instanceof Error ? error : new Error('It did not fail.');
}

/** Runs specs with a world on each database. */
export function forEachWorld(define: (world: () => AttemptsWorld) => void): void {
  forEachDatabase((make) => {
    let world: AttemptsWorld;
    before(async () => {
      world = new AttemptsWorld(await make());
    });
    define(() => world);
  });
}
