import type { JudgingReader } from '../../attempts/index.ts';
import { addDays, dayIn, type Outbox, type Platform, type Tx } from '../../platform/index.ts';
import type { AssignmentRow, EnrollmentRow } from '../assignments/assignment-model.ts';
import type { AssignmentStore } from '../assignments/assignment-store.ts';
import type { EnrollmentStore } from '../assignments/enrollment-store.ts';
import { readPolicy } from '../assignments/stored-rules.ts';
import { OWN_POLICY } from './completion-input.ts';
import { isSame, judgeEnrollment, nextCycle, verdictOf, type Change, type PersonFacts } from './judge-enrollment.ts';
import { judge } from './judge.ts';
import type { EarlierCourse } from './judging-facts.ts';
import { emitVerdictReached } from './verdict-events.ts';
import type { VerdictRow } from './verdict-model.ts';
import type { VerdictStore } from './verdict-store.ts';

/** Who is judged; courses null: in all that they are enrolled for. */
export interface Judged {
  readonly agencyId: string;
  readonly personIds: readonly string[];
  readonly courseIds: readonly string[] | null;
}

/** What judging needs. */
export interface VerdictDependencies {
  readonly platform: Pick<Platform, 'clock'> & { readonly outbox: Outbox };
  readonly attempts: Pick<JudgingReader, 'attemptsOf'>;
  readonly verdicts: VerdictStore;
  readonly enrollments: EnrollmentStore;
  readonly assignments: AssignmentStore;
  /** IANA name of an agency's time zone. */
  readonly timeZoneOf: (tx: Tx, agencyId: string) => Promise<string>;
  readonly titlesOf: (tx: Tx, courseIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const OWN = JSON.stringify(OWN_POLICY);

/** Everything known of the people that are judged. */
interface Known {
  readonly timeZone: string;
  readonly at: Date;
  readonly enrollments: readonly EnrollmentRow[];
  readonly assignments: ReadonlyMap<string, AssignmentRow>;
  readonly policies: ReadonlyMap<string, string>;
  readonly titles: ReadonlyMap<string, string>;
  factsOf(personId: string, courseId: string, earlier: readonly EarlierCourse[]): PersonFacts;
  hasFacts(personId: string, courseId: string): boolean;
}

/** Judges people and keeps what came of it: a fixed number of statements, whatever the number of attempts. */
export function createVerdictService(dependencies: VerdictDependencies) {
  const { platform, attempts, verdicts, enrollments, assignments, timeZoneOf, titlesOf } = dependencies;

  async function know(tx: Tx, { agencyId, personIds, courseIds }: Judged): Promise<Known> {
    const at = platform.clock.now();
    const people = { agencyId, personIds };
    await verdicts.lockPeople(tx, personIds);
    const timeZone = await timeZoneOf(tx, agencyId);
    const open = await enrollments.openOf(tx, agencyId, personIds);
    const rules = await assignments.byIds(tx, unique(open.map(({ assignmentId }) => assignmentId)));
    const courses = unique([...(courseIds ?? []), ...open.map(({ courseId }) => courseId)]);
    const places = courses.length === 0 ? [] : await attempts.attemptsOf(tx, { ...people, courseIds: courses });
    const corrections = await verdicts.corrections(tx, people);
    const exemptions = await verdicts.exemptions(tx, people);
    const told = await verdicts.byIds(
      tx,
      open.flatMap(({ verdictId }) => verdictId ?? []),
    );
    const isOrdered = rules.some(({ policy }) => readPolicy(policy).order === 'in-order');
    const attemptsAt = (personId: string, courseId: string) =>
      places
        .filter((place) => place.personId === personId && place.courseId === courseId)
        .flatMap((place) => place.attempts);
    return {
      timeZone,
      at,
      enrollments: open,
      assignments: new Map(rules.map((rule) => [rule.id, rule])),
      policies: new Map(told.map(({ id, policySha256 }) => [id, policySha256])),
      titles: isOrdered ? await titlesOf(tx, courses) : new Map(),
      factsOf: (personId, courseId, earlier) => ({
        timeZone,
        at,
        today: dayIn(timeZone, at),
        attempts: attemptsAt(personId, courseId),
        corrections: corrections.filter((one) => one.personId === personId),
        exemptions: exemptions.filter((one) => one.personId === personId),
        earlier,
      }),
      hasFacts: (personId, courseId) =>
        attemptsAt(personId, courseId).length > 0 ||
        corrections.some((one) => one.personId === personId && one.courseId === courseId),
    };
  }

  return {
    /** Judges in the transaction of what has changed; the same again changes nothing. */
    async judgePeople(tx: Tx, judged: Judged): Promise<void> {
      if (judged.personIds.length === 0) return;
      const known = await know(tx, judged);
      const changed = new Map<string, EnrollmentRow>();
      const added: EnrollmentRow[] = [];
      const said: VerdictRow[] = [];
      const keep = ({ enrollment, verdict }: Change): void => {
        changed.set(enrollment.id, enrollment);
        if (verdict !== null) said.push(verdict);
      };
      for (const enrollment of known.enrollments.filter((one) => isTouched(one, judged, known))) {
        const assignment = known.assignments.get(enrollment.assignmentId);
        if (assignment === undefined) continue;
        const facts = known.factsOf(enrollment.personId, enrollment.courseId, earlierOf(enrollment, known, changed));
        const policy = known.policies.get(enrollment.verdictId ?? '') ?? null;
        const change = judgeEnrollment(enrollment, assignment, facts, policy);
        if (change !== null) keep(change);
        const next = nextCycle(change?.enrollment ?? enrollment, assignment, facts);
        if (next === null) continue;
        changed.set(enrollment.id, next.closed);
        added.push(next.enrollment);
        if (next.verdict !== null) said.push(next.verdict);
      }
      said.push(...(await ownVerdicts(tx, judged, known)));
      await verdicts.append(tx, said);
      await enrollments.put(tx, [...changed.values()]);
      await enrollments.add(tx, added);
      for (const verdict of said) await emitVerdictReached(platform.outbox, tx, verdict);
    },

    /** Enrollments of an agency that have expired, and people whose waivers have ended since a day. */
    async dueAgain(tx: Tx, agencyId: string): Promise<string[]> {
      const today = dayIn(await timeZoneOf(tx, agencyId), platform.clock.now());
      const expired = await enrollments.expired(tx, agencyId, today);
      const waived = await verdicts.peopleWithWaiversEnded(tx, agencyId, addDays(today, -WAIVER_LOOK_BACK_DAYS), today);
      return unique([...expired.map(({ personId }) => personId), ...waived]);
    },
  };

  /** Verdicts on what people take on their own: by the course's own result. */
  async function ownVerdicts(tx: Tx, { agencyId, personIds, courseIds }: Judged, known: Known): Promise<VerdictRow[]> {
    const places = personIds.flatMap((personId) => (courseIds ?? []).map((courseId) => ({ personId, courseId })));
    const own = places.filter(
      (place) =>
        known.hasFacts(place.personId, place.courseId) &&
        !known.enrollments.some((one) => one.personId === place.personId && one.courseId === place.courseId),
    );
    const before = await verdicts.ownOf(tx, { agencyId, personIds }, unique(own.map(({ courseId }) => courseId)));
    return own.flatMap(({ personId, courseId }) => {
      const facts = known.factsOf(personId, courseId, []);
      const corrections = facts.corrections.filter((one) => one.courseId === courseId && one.assignmentId === null);
      const judgement = judge(OWN_POLICY, { ...facts, corrections, exemptions: [], countsFrom: null }, known.at);
      const last = before.find((one) => one.personId === personId && one.courseId === courseId);
      if (judgement.outcome === 'not-started' && last === undefined) return [];
      if (last !== undefined && isSame(last, judgement)) return [];
      return [
        verdictOf({ agencyId, personId, courseId, assignmentId: null, enrollmentId: null }, OWN, judgement, known.at),
      ];
    });
  }
}

/** See `createVerdictService`. */
export type VerdictService = ReturnType<typeof createVerdictService>;

/** A job that was down for so long has more to tell than a waiver that ended. */
const WAIVER_LOOK_BACK_DAYS = 60;

/** Enrollments of the courses asked for, and those that wait for one of them. */
function isTouched(one: EnrollmentRow, { courseIds }: Judged, known: Known): boolean {
  if (courseIds === null || courseIds.includes(one.courseId)) return true;
  const policy = known.assignments.get(one.assignmentId)?.policy;
  if (policy === undefined || readPolicy(policy).order === 'free') return false;
  return known.enrollments.some((other) => isBefore(other, one) && courseIds.includes(other.courseId));
}

function isBefore(other: EnrollmentRow, one: EnrollmentRow): boolean {
  return other.assignmentId === one.assignmentId && other.personId === one.personId && other.position < one.position;
}

/** Courses before this one as they stand after what was judged just now. */
function earlierOf(
  enrollment: EnrollmentRow,
  known: Known,
  changed: ReadonlyMap<string, EnrollmentRow>,
): EarlierCourse[] {
  return known.enrollments
    .filter((one) => isBefore(one, enrollment))
    .map((one) => changed.get(one.id) ?? one)
    .map(({ courseId, outcome, completedOn, assignedOn }) => ({
      title: known.titles.get(courseId) ?? '',
      reachedOn: completedOn ?? (outcome === 'waived' ? assignedOn : null),
    }));
}

function unique(all: readonly string[]): string[] {
  return [...new Set(all)];
}
