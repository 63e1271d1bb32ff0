import type { Certificate, SkillStand } from '../../training/index.ts';
import { fullDayWords } from '../day-words.ts';
import { outcomeWords, reasonsOf, standingWords } from '../standing-words.ts';
import type { AsOf } from '../standing/as-of.ts';
import { personStandings } from '../standing/person-standing.ts';
import type { Standing } from '../standing/standing-on.ts';
import { countWords, momentWords, type Now } from '../time-words.ts';
import type { OfficerEnrollment, OfficerStore } from './officer-store.ts';
import { LEFT, officerStatus } from './officer-status.ts';
import { certificateRow, correctionRow, exemptionRow, selectionRow, STATES } from './officer-rows-view.ts';
import { skillRows } from './officer-skills-view.ts';

type Answers = { [Name in Exclude<keyof OfficerStore, 'person'>]: Awaited<ReturnType<OfficerStore[Name]>> };

/** All that the page of an officer shows. */
export interface OfficerPage extends Answers {
  readonly personId: string;
  readonly person: NonNullable<Awaited<ReturnType<OfficerStore['person']>>>;
  readonly agencyName: string;
  readonly certificates: readonly Certificate[];
  /** Every skill, in the order of the file. */
  readonly toolbox: readonly SkillStand[];
}

/** View-model of one officer of an agency. */
export function officerView(facts: OfficerPage, asOf: AsOf, time: Now) {
  const { personId, person, agencyName, placements, selections, enrollments, verdicts, certificates } = facts;
  const name = `${person.rank} ${person.givenName} ${person.familyName}`.trim();
  const standings = enrollments.map((one): Standing => ({
    ...one,
    isCorrectedLater: false,
    isOpen: one.closedAt === null,
  }));
  const [sums] = personStandings(standings, asOf.day);
  const status = person.leftAt === null ? officerStatus(sums ?? { open: 0, waiting: 0, overdue: 0 }) : LEFT;
  const path = `/officers/${personId}`;
  return {
    name,
    line: [agencyName, person.email ?? ''].filter(Boolean).join(', '),
    status,
    left: person.leftAt === null ? null : `Left on ${momentWords(person.leftAt, time)}. The record stays.`,
    links: [
      { href: `${path}/placements`, label: 'Placements' },
      { href: `${path}/selection`, label: 'Selection' },
      { href: `${path}/exemptions`, label: 'Waivers and exemptions' },
      { href: `${path}/corrections`, label: 'Corrections' },
      ...(person.leftAt === null ? [{ href: `${path}/leave`, label: 'Leaves the agency' }] : []),
    ],
    placements: placements.map(({ schoolId, school, role, startsOn, endsOn }) => ({
      school,
      href: `/schools/${schoolId}`,
      role,
      words:
        endsOn === null ? `Since ${fullDayWords(startsOn)}` : `${fullDayWords(startsOn)} to ${fullDayWords(endsOn)}`,
      isRunning: startsOn <= asOf.day && (endsOn === null || endsOn >= asOf.day),
    })),
    selections: selections.map((one) => selectionRow(one, time)),
    training: enrollments.map((one) => enrollmentRow(one, asOf.day)),
    verdicts: verdicts.map(({ course, outcome, reachedOn, at, reasons }) => ({
      course,
      status: outcomeWords(outcome),
      reached: fullDayWords(reachedOn),
      recorded: momentWords(at, time),
      reasons: reasonsOf(reasons),
    })),
    certificates: certificates.map(certificateRow),
    outside: facts.outside.map(({ title, provider, minutes, completedOn, state }) => ({
      title,
      words: `${provider}, ${countWords(minutes, 'minute')}, completed ${fullDayWords(completedOn)}`,
      status: STATES[state] ?? { word: state, tone: '' as const, shape: 'st-open' as const },
    })),
    skills: skillRows(facts.toolbox, time),
    corrections: facts.corrections.map((one) => correctionRow(one, time)),
    exemptions: facts.exemptions.map((one) => exemptionRow(one, time)),
  };
}

function enrollmentRow(one: OfficerEnrollment, day: string) {
  return {
    course: one.course,
    assignment: one.assignment,
    cycle: one.cycle === 1 ? '' : `Renewal ${one.cycle - 1}`,
    href: one.attemptId === null ? null : `/attempts/${one.attemptId}`,
    isClosed: one.closedAt !== null,
    status: standingWords(one, day),
    due: one.dueOn === null ? 'None' : fullDayWords(one.dueOn),
    moved: one.ruleDueOn !== null && one.dueOn !== one.ruleDueOn ? `Moved from ${fullDayWords(one.ruleDueOn)}` : '',
    completed: one.completedOn === null ? 'Not yet' : fullDayWords(one.completedOn),
    expires: one.expiresOn === null ? 'Never' : fullDayWords(one.expiresOn),
    reasons: reasonsOf(one.reasons),
  };
}
