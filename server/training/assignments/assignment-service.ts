import type { Actor } from '../../people/index.ts';
import type { Packages } from '../../packages/index.ts';
import { AppError, dayIn, newId, type Platform, type Tx } from '../../platform/index.ts';
import { requireAssigner, trainingNotFound } from '../training-policy.ts';
import type { AssignmentRow, CurriculumRow, EnrollmentRow } from './assignment-model.ts';
import type { NewAssignment } from './assignment-input.ts';
import type { AssignmentCount, AssignmentStore } from './assignment-store.ts';
import type { AudiencePerson, AudienceSchool, AudienceStore } from './audience-store.ts';
import type { EnrolService } from './enrol-service.ts';
import type { EnrollmentStore } from './enrollment-store.ts';
import { resolveAudience, type Wanted } from './resolve-audience.ts';

/** What the service needs. */
export interface AssignmentDependencies {
  readonly platform: Pick<Platform, 'database' | 'clock' | 'audit'>;
  readonly catalogue: Packages['catalogue'];
  readonly assignments: AssignmentStore;
  readonly enrollments: EnrollmentStore;
  readonly audience: AudienceStore;
  readonly enrol: EnrolService;
}

/** What a form can choose from. */
export interface AssignmentChoices {
  readonly courses: readonly { readonly id: string; readonly title: string }[];
  readonly curricula: readonly CurriculumRow[];
  readonly schools: readonly AudienceSchool[];
  readonly people: readonly AudiencePerson[];
}

/** An assignment with where its people stand. */
export interface ShownAssignment {
  readonly assignment: AssignmentRow;
  readonly curriculum: CurriculumRow | null;
  readonly enrollments: readonly EnrollmentRow[];
  readonly names: ReadonlyMap<string, string>;
  readonly titles: ReadonlyMap<string, string>;
  readonly today: string;
}

/** Assignments of an agency, for its supervisors and administrators. */
export function createAssignmentService(dependencies: AssignmentDependencies) {
  const { platform, catalogue, assignments, enrollments, audience, enrol } = dependencies;
  const { database, clock, audit } = platform;
  const todayOf = (actor: Actor): string => dayIn(actor.timeZone, clock.now());

  /** Throws AppError `ASSIGNMENT_NOT_FOUND` (404). */
  async function find(tx: Tx | null, actor: Actor, id: string): Promise<AssignmentRow> {
    const found = await assignments.assignment(tx, actor.agencyId, id);
    if (found === null) throw trainingNotFound('ASSIGNMENT_NOT_FOUND', 'assignment');
    return found;
  }

  async function titlesOf(courseIds: readonly string[]): Promise<Map<string, string>> {
    const courses = await catalogue.byIds(null, courseIds);
    return new Map(courses.map(({ id, title }) => [id, title]));
  }

  /** What is asked for must be of the agency: a course that it may take, its own curriculum, its own people. */
  async function check(
    tx: Tx | null,
    actor: Actor,
    wanted: NewAssignment,
    before: AssignmentRow | null,
  ): Promise<void> {
    const { courseId, curriculumId, audience: rule } = wanted;
    if (courseId !== null && courseId !== before?.courseId) {
      await catalogue.offeredCourse(tx, actor, courseId).catch((cause: unknown) => {
        throw invalid('what', 'Choose a course that your agency offers.', cause);
      });
    }
    if (curriculumId !== null && curriculumId !== before?.curriculumId) {
      const found = await assignments.curriculum(tx, actor.agencyId, curriculumId);
      if (found === null || found.endedAt !== null) throw invalid('what', 'Choose a curriculum of your agency.');
    }
    const today = todayOf(actor);
    if (rule.kind === 'schools') {
      const known = new Set((await audience.schools(tx, actor.agencyId, today)).map(({ id }) => id));
      if (!rule.ids.every((id) => known.has(id)))
        throw invalid('schools', 'Choose schools that your officers are placed at.');
    }
    if (rule.kind !== 'people' && rule.kind !== 'pairs') return;
    const people = new Map((await audience.people(tx, actor.agencyId, today)).map((one) => [one.personId, one]));
    const named =
      rule.kind === 'people' ? rule.ids : rule.pairs.flatMap(({ officerId, partnerId }) => [officerId, partnerId]);
    if (!named.every((id) => people.has(id))) throw invalid(rule.kind, 'Choose people of your agency.');
    if (
      rule.kind === 'pairs' &&
      !rule.pairs.every(({ officerId, partnerId }) => isPair(people, officerId, partnerId))
    ) {
      throw invalid('pairs', 'Choose an officer for each school administrator.');
    }
  }

  return {
    /** Every assignment with how many people stand where. Throws AppError `NOT_ALLOWED` (403). */
    async list(
      actor: Actor,
    ): Promise<{ rows: AssignmentRow[]; counts: AssignmentCount[]; titles: Map<string, string> }> {
      requireAssigner(actor);
      const rows = await assignments.all(null, actor.agencyId);
      const counts = await assignments.counts(null, actor.agencyId, todayOf(actor));
      return { rows, counts, titles: await titlesOf(rows.flatMap(({ courseId }) => courseId ?? [])) };
    },

    /** What a form offers. Throws AppError `NOT_ALLOWED` (403). */
    async choices(actor: Actor): Promise<AssignmentChoices> {
      requireAssigner(actor);
      const { agencyId } = actor;
      const today = todayOf(actor);
      const curricula = await assignments.curricula(null, agencyId);
      return {
        courses: (await catalogue.list(actor)).map(({ id, title }) => ({ id, title })),
        curricula: curricula.filter(({ endedAt }) => endedAt === null),
        schools: await audience.schools(null, agencyId, today),
        people: await audience.people(null, agencyId, today),
      };
    },

    /** Whom a rule would hold for today. Throws AppError `INPUT_INVALID` (422) for what is not the agency's. */
    async preview(actor: Actor, wanted: NewAssignment, before: string | null): Promise<Wanted[]> {
      requireAssigner(actor);
      await check(null, actor, wanted, before === null ? null : await find(null, actor, before));
      return resolveAudience(wanted.audience, await audience.people(null, actor.agencyId, todayOf(actor)));
    },

    /** Makes an assignment and enrolls its people. Throws AppError `INPUT_INVALID` (422). Returns its id. */
    async create(actor: Actor, wanted: NewAssignment): Promise<string> {
      requireAssigner(actor);
      return database.write(async (tx) => {
        await check(tx, actor, wanted, null);
        const row: AssignmentRow = {
          id: newId(),
          agencyId: actor.agencyId,
          ...storedOf(wanted),
          createdBy: actor.personId,
          createdAt: clock.now(),
          endedAt: null,
        };
        await assignments.add(tx, row);
        await enrol.sync(tx, row, false);
        await record(tx, actor, 'assignment.created', row.id, { ...wanted });
        return row.id;
      });
    },

    /** One assignment with its people. Throws AppError `ASSIGNMENT_NOT_FOUND` (404). */
    async show(actor: Actor, id: string): Promise<ShownAssignment> {
      requireAssigner(actor);
      const assignment = await find(null, actor, id);
      const { agencyId } = actor;
      const { curriculumId } = assignment;
      const found = await enrollments.ofAssignment(null, agencyId, id);
      const courses = await enrol.coursesOf(null, assignment);
      const personIds = [
        ...new Set(found.flatMap(({ personId, pairedWith }) => [personId, ...(pairedWith ?? '').split(' ')])),
      ];
      return {
        assignment,
        curriculum: curriculumId === null ? null : await assignments.curriculum(null, agencyId, curriculumId),
        enrollments: found,
        names: await audience.names(null, agencyId, personIds.filter(Boolean)),
        titles: await titlesOf([...new Set([...courses, ...found.map(({ courseId }) => courseId)])]),
        today: todayOf(actor),
      };
    },

    /** Changes the rule; everybody is judged anew, what was said before stays. Throws AppError `ASSIGNMENT_ENDED` (409). */
    async change(actor: Actor, id: string, wanted: NewAssignment): Promise<void> {
      requireAssigner(actor);
      await database.write(async (tx) => {
        const before = await find(tx, actor, id);
        if (before.endedAt !== null) throw ended();
        await check(tx, actor, wanted, before);
        const after = { ...before, ...storedOf(wanted) };
        await assignments.change(tx, id, storedOf(wanted));
        await enrol.sync(tx, after, true);
        await record(tx, actor, 'assignment.changed', id, { ...wanted, policyBefore: before.policy });
      });
    },

    /** Ends it: nobody has to take it any more, the record stays. Throws AppError `ASSIGNMENT_ENDED` (409). */
    async end(actor: Actor, id: string): Promise<void> {
      requireAssigner(actor);
      await database.write(async (tx) => {
        const before = await find(tx, actor, id);
        if (before.endedAt !== null) throw ended();
        const endedAt = clock.now();
        await assignments.change(tx, id, { endedAt });
        await enrol.sync(tx, { ...before, endedAt }, false);
        await record(tx, actor, 'assignment.ended', id, { title: before.title });
      });
    },
  };

  function record(
    tx: Tx,
    { agencyId, personId }: Actor,
    action: string,
    subjectId: string,
    details: Record<string, unknown>,
  ) {
    return audit.record(tx, { agencyId, actorId: personId, action, subjectType: 'assignment', subjectId, details });
  }
}

/** See `createAssignmentService`. */
export type AssignmentService = ReturnType<typeof createAssignmentService>;

function storedOf({ audience, due, policy, ...rest }: NewAssignment) {
  return { ...rest, audience: JSON.stringify(audience), due: JSON.stringify(due), policy: JSON.stringify(policy) };
}

function isPair(people: ReadonlyMap<string, AudiencePerson>, officerId: string, partnerId: string): boolean {
  const isOfficer = people.get(officerId)?.roles.includes('officer') === true;
  return isOfficer && people.get(partnerId)?.roles.includes('partner') === true;
}

function invalid(field: string, words: string, cause?: unknown): AppError {
  return new AppError('INPUT_INVALID', 422, words, { field }, { cause });
}

function ended(): AppError {
  return new AppError('ASSIGNMENT_ENDED', 409, 'This assignment has ended.', { help: 'Make a new one in its place.' });
}
