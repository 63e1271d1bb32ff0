import { RESTART_OFFERED, restartOffered } from '../../attempts/index.ts';
import type { Actor } from '../../people/index.ts';
import { addDays, AppError, dayIn, newId, type Platform, type Tx } from '../../platform/index.ts';
import { claimDecided, CLAIM_DECIDED } from '../toolbox/claim-events.ts';
import { workReturned, WORK_RETURNED } from '../grading/grading-events.ts';
import { verdictReached, VERDICT_REACHED } from '../judging/verdict-events.ts';
import type { Skill } from '../toolbox/skills.ts';
import { OVERDUE_DAYS, STEPS, stepOn, type NoticeKind } from './notice-kinds.ts';
import type { AgencyClock, NamedEnrollment, NoticeStore } from './notice-store.ts';
import type { NoticeRow } from './notice-model.ts';

/** Something to be told, before it is a row; `subjectKey` is what it is about, `facts` are the values of its sentence. */
export interface Told {
  readonly agencyId: string;
  readonly personId: string;
  readonly kind: NoticeKind;
  readonly subjectKey: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly href: string;
}

/** Days back in which something new is still looked for. */
const NEW_DAYS = 3;
const DAY_MS = 86_400_000;

/** Makes notices, each once by (person, kind, subject); idempotent however often it is run. */
export function createNotices(
  { database, clock, outbox }: Pick<Platform, 'database' | 'clock' | 'outbox'>,
  store: NoticeStore,
  skills: readonly Skill[],
) {
  const rowOf = ({ facts, ...told }: Told): NoticeRow => ({
    id: newId(),
    ...told,
    facts: JSON.stringify(facts),
    createdAt: clock.now(),
    readAt: null,
    mailedAt: null,
  });
  const insert = (tx: Tx, told: readonly Told[]): Promise<void> => store.insert(tx, told.map(rowOf));
  const tell = (told: readonly Told[]): Promise<void> => database.write((tx: Tx) => insert(tx, told), 'bulk');

  outbox.on(CLAIM_DECIDED, 'notices', async (payload) => {
    const { kind, id, personId, agencyId, state } = claimDecided.parse(payload);
    if (kind === 'outside') {
      const title = await store.title(null, 'outside_trainings', id);
      await tell([
        { agencyId, personId, kind: `outside-${state}`, subjectKey: id, facts: { title }, href: '/outside' },
      ]);
      return;
    }
    const claim = await store.skillOfClaim(null, id);
    const skill = skills.find((one) => one.id === claim?.skill);
    if (claim === null || skill === undefined) return;
    const facts = { skill: skill.title, note: claim.note };
    await tell([{ agencyId, personId, kind: `claim-${state}`, subjectKey: id, facts, href: `/toolbox/${skill.id}` }]);
  });

  outbox.on(VERDICT_REACHED, 'notices', async (payload) => {
    const verdict = verdictReached.parse(payload);
    if (verdict.outcome !== 'complete') return;
    const { agencyId, personId, courseId, attemptId, verdictId } = verdict;
    const facts = { course: await store.title(null, 'courses', courseId) };
    // An attempt that completes two assignments brings one certificate.
    const subjectKey = attemptId === null ? verdictId : `${courseId}:${attemptId}`;
    await tell([{ agencyId, personId, kind: 'certificate', subjectKey, facts, href: '/certificates' }]);
  });

  outbox.on(RESTART_OFFERED, 'notices', async (payload) => {
    const { offerId, agencyId, courseId } = restartOffered.parse(payload);
    const running = await store.runningBeside(null, offerId);
    const facts = { course: await store.title(null, 'courses', courseId) };
    const href = `/courses/${courseId}`;
    const kind = 'version-offered';
    await tell(running.map((personId) => ({ agencyId, personId, kind, subjectKey: offerId, facts, href })));
  });

  outbox.on(WORK_RETURNED, 'notices', async (payload) => {
    const { kind, id, agencyId, personId, courseId, attemptId } = workReturned.parse(payload);
    const facts = { course: await store.title(null, 'courses', courseId) };
    const isMark = kind === 'mark';
    const href = isMark ? `/marks/${id}` : `/attempts/${attemptId}`;
    await tell([{ agencyId, personId, kind: isMark ? 'work-graded' : 'score-changed', subjectKey: id, facts, href }]);
  });

  /** What the days ahead of an agency's people ask for today, and what is new to them. */
  async function round({ id: agencyId, timeZone }: AgencyClock): Promise<void> {
    const today = dayIn(timeZone, clock.now());
    const [from, to] = [addDays(today, -OVERDUE_DAYS), addDays(today, STEPS[0])];
    const since = new Date(clock.now().getTime() - NEW_DAYS * DAY_MS);
    const corrections = await store.newCorrections(null, agencyId, since);
    await tell([
      ...(await store.newlyAssigned(null, agencyId, addDays(today, -NEW_DAYS))).map((one) =>
        assignedNotice(agencyId, one),
      ),
      ...(await store.dueBetween(null, agencyId, from, to)).flatMap((one) => dueNotice(agencyId, today, one)),
      ...(await store.expiringBetween(null, agencyId, from, to)).flatMap((one) => expiryNotice(agencyId, today, one)),
      ...corrections.map(({ id, personId, courseId, course, signer }) => ({
        agencyId,
        personId,
        kind: 'correction' as const,
        subjectKey: id,
        facts: {
          course,
          signer,
        },
        href: `/courses/${courseId}`,
      })),
    ]);
  }

  return {
    /** Tells what another room asks to be told, in its transaction. */
    tell: insert,

    /** Makes the notices of today in every agency. */
    async round(): Promise<void> {
      for (const agency of await store.agencies(null)) await round(agency);
    },

    /** The actor's own notices: unread first. */
    list: (actor: Actor): Promise<NoticeRow[]> => store.list(null, actor),

    /** How many the actor has not read. */
    unread: (actor: Pick<Actor, 'agencyId' | 'personId'>): Promise<number> => store.unread(null, actor),

    /** Marks a notice as read and resolves with where it leads; throws AppError `NOTICE_NOT_FOUND` (404). */
    async open(actor: Actor, id: string): Promise<string> {
      return database.write(async (tx) => {
        const notice = await store.byId(tx, actor, id);
        if (notice === null) throw new AppError('NOTICE_NOT_FOUND', 404, 'There is no such notice.');
        await store.markRead(tx, actor, id, clock.now());
        return notice.href;
      });
    },

    /** Marks all of the actor's notices as read. */
    async readAll(actor: Actor): Promise<void> {
      await database.write((tx) => store.markRead(tx, actor, null, clock.now()));
    },
  };
}

/** See `createNotices`. */
export type Notices = ReturnType<typeof createNotices>;

/** The course's page; of a renewal it offers the new attempt. */
function hrefOf({ courseId, cycle }: NamedEnrollment, isRenewal = cycle > 1): string {
  return isRenewal ? `/courses/${courseId}?renew=1` : `/courses/${courseId}`;
}

function assignedNotice(agencyId: string, enrollment: NamedEnrollment): Told {
  const { id: subjectKey, personId, course, dueOn } = enrollment;
  return {
    agencyId,
    personId,
    kind: 'assigned',
    subjectKey,
    facts: { course, day: dueOn ?? '' },
    href: hrefOf(enrollment),
  };
}

function dueNotice(agencyId: string, today: string, enrollment: NamedEnrollment): Told[] {
  const { id, personId, course, dueOn, assignedOn } = enrollment;
  const step = dueOn === null ? null : stepOn(today, dueOn, assignedOn);
  if (dueOn === null || step === null) return [];
  // The renewal that the daily job begins is overdue because the cycle before has expired: that is told once.
  if (step.days === null && enrollment.cycle > 1 && dueOn === enrollment.ruleDueOn) {
    return [expiredNotice(agencyId, enrollment, dueOn)];
  }
  const kind: NoticeKind = step.days === null ? 'overdue' : `due-${step.days}`;
  const facts = { course, day: dueOn };
  return [{ agencyId, personId, kind, subjectKey: `${id}:${dueOn}`, facts, href: hrefOf(enrollment) }];
}

/** The same row whether the cycle that expired is still open, or the daily job has closed it and begun the next. */
function expiredNotice(agencyId: string, enrollment: NamedEnrollment, day: string): Told {
  const { assignmentId, personId, courseId, course } = enrollment;
  const subjectKey = `${assignmentId}:${courseId}:${day}`;
  return { agencyId, personId, kind: 'expired', subjectKey, facts: { course, day }, href: hrefOf(enrollment, true) };
}

function expiryNotice(agencyId: string, today: string, enrollment: NamedEnrollment): Told[] {
  const { id, personId, course, expiresOn, completedOn, assignedOn } = enrollment;
  const step = expiresOn === null ? null : stepOn(today, expiresOn, completedOn ?? assignedOn);
  if (expiresOn === null || step === null) return [];
  if (step.days === null) return [expiredNotice(agencyId, enrollment, expiresOn)];
  const kind: NoticeKind = `expires-${step.days}`;
  const facts = { course, day: expiresOn };
  return [{ agencyId, personId, kind, subjectKey: `${id}:${expiresOn}`, facts, href: hrefOf(enrollment, true) }];
}
