import { AppError, say, type Clock } from '../platform/index.ts';
import type { ResultFacts, ResultsWanted, TakenCourseFacts } from '../attempts/index.ts';
import { hasRole, requireRole, type Actor } from '../people/index.ts';
import { attemptView } from './attempt-view.ts';
import { courseView } from './course-view.ts';
import { countsView, dueView } from './due-view.ts';
import { historyView } from './history-view.ts';
import { logView } from './log-view.ts';
import { myView } from './my-view.ts';
import { overviewView } from './overview-view.ts';
import { mayOpenCatalogue, mayReadResults } from './report-policy.ts';
import { offerView } from './offer-view.ts';
import type { ReportSources } from './report-sources.ts';
import { resultsView } from './results-view.ts';
import type { Now } from './time-words.ts';

/** Read-only questions of people about records, answered as view-models in the actor's time zone. */
export function createReportService(sources: ReportSources, clock: Clock) {
  const nowOf = (actor: Actor): Now => ({ now: clock.now(), timeZone: actor.timeZone, locale: actor.locale });

  return {
    /** The officer's home. */
    async my(actor: Actor) {
      const time = nowOf(actor);
      const [taken, offered, assignedTo, toolbox, standings] = await Promise.all([
        sources.takenBy(actor),
        sources.offeredTo(actor),
        sources.assignmentLine(actor),
        sources.toolboxOf(actor),
        sources.dueOf(actor),
      ]);
      const model = myView({ taken, offered, assignedTo, toolbox, hasCatalogue: mayOpenCatalogue(actor) }, time);
      const dueTitle = say(actor.locale, 'Assigned to you');
      return { ...model, dueTitle, ...dueView(standings, taken, model.next, actor.locale) };
    },

    /** Finished attempts, earlier ones of courses taken again among them, to be printed. */
    async history(actor: Actor) {
      const name = `${actor.rank} ${actor.name}`.trim();
      const attempts = await everyAttempt(sources, actor);
      return historyView(attempts, { name, agencyName: actor.agencyName }, nowOf(actor));
    },

    /** One course with the actor's own attempts; throws 404 for what the actor may not see. */
    async course(actor: Actor, courseId: string, isRenewal = false) {
      const [course, own, standings] = await Promise.all([
        sources.course(actor, courseId),
        sources.ownRecord(actor, courseId),
        sources.countsOf(actor, courseId),
      ]);
      const [latest] = own.attempts;
      // An attempt under way stays on the version that it began with, and is judged by it.
      const isRunning = latest !== undefined && latest.state !== 'finished';
      const played = isRunning ? await sources.attempt(actor, latest.attemptId) : { ...course, versionId: '' };
      const { structure, versionNumber } = played;
      const model = courseView(
        { ...course, structure, versionNumber },
        own,
        mayReadResults(actor),
        nowOf(actor),
        isRenewal,
      );
      const isOld = isRunning && played.versionNumber !== course.versionNumber;
      const mayBegin = isOld && course.isLaunchable && course.isPublished;
      const offered = mayBegin ? await sources.offerOf(actor, courseId, played.versionId) : null;
      const versions = { courseId, from: versionNumber, to: course.versionNumber };
      const offer = offered === null ? null : offerView(actor, { ...versions, offer: offered });
      return { ...model, offer, forYouTitle: say(actor.locale, 'What counts for you'), forYou: countsView(standings) };
    },

    /** Everyone's results of a course; throws `NOT_ALLOWED` (403) for officers, 404 for another agency's course. */
    async results(actor: Actor, courseId: string, query: ResultsWanted) {
      requireReader(actor);
      const [course, found] = await Promise.all([
        sources.course(actor, courseId),
        sources.results(actor, courseId, query),
      ]);
      return resultsView(course, found, query, nowOf(actor));
    },

    /** The same for a spreadsheet, all rows; permission is decided before the first one. */
    async export(actor: Actor, courseId: string): Promise<{ title: string; rows: AsyncIterable<ResultFacts> }> {
      requireReader(actor);
      const { title } = await sources.course(actor, courseId);
      return { title, rows: sources.allResults(actor, courseId) };
    },

    /** Courses with the number of people in each state. */
    async overview(actor: Actor) {
      requireReader(actor);
      return overviewView(actor.agencyName, await sources.counts(actor), hasRole(actor, 'supervisor', 'administrator'));
    },

    /** One attempt: the person's own, or one of the agency for those who may read results. */
    async attempt(actor: Actor, attemptId: string) {
      const facts = await sources.attempt(actor, attemptId);
      if (!facts.isOwn && !mayReadResults(actor)) throw notFound();
      return attemptView(facts, nowOf(actor), await sources.gradedOf(actor, attemptId));
    },

    /** A page of the commit log of an attempt. */
    async log(actor: Actor, attemptId: string, page: number) {
      const found = await sources.log(actor, attemptId, page);
      return logView({ ...found, title: found.courseTitle }, found.rows, found, nowOf(actor));
    },

    /** Newest attempt of a registration, for `/registrations/:id/log`. */
    latestAttempt(actor: Actor, registrationId: string): Promise<string> {
      return sources.latestAttempt(actor, registrationId);
    },
  };
}

/** See `createReportService`. */
export type ReportService = ReturnType<typeof createReportService>;

/** The latest attempt of every course, and the earlier ones where there are any: one more question a course taken again. */
async function everyAttempt(sources: ReportSources, actor: Actor): Promise<TakenCourseFacts[]> {
  const taken = await sources.takenBy(actor);
  const found = new Map<string, TakenCourseFacts>();
  for (const course of taken) {
    const { attempts } = course.attemptNumber > 1 ? await sources.ownRecord(actor, course.courseId) : { attempts: [] };
    if (course.attemptId !== null) found.set(course.attemptId, course);
    for (const { number, ...attempt } of attempts) {
      found.set(attempt.attemptId, { ...course, ...attempt, attemptNumber: number });
    }
  }
  return [...found.values()];
}

function requireReader(actor: Actor): void {
  requireRole(actor, 'instructor', 'supervisor', 'administrator');
}

function notFound(): AppError {
  return new AppError('ATTEMPT_NOT_FOUND', 404, 'There is no such attempt in your agency.');
}
