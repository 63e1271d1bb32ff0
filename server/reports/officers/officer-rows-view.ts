import type { Certificate } from '../../training/index.ts';
import { fullDayWords } from '../day-words.ts';
import type { StatusWords } from '../result-words.ts';
import { countWords, momentWords, type Now } from '../time-words.ts';
import type { OfficerStore } from './officer-store.ts';

type Row<Name extends keyof OfficerStore> =
  Awaited<ReturnType<OfficerStore[Name]>> extends readonly (infer One)[] ? One : never;

/** States of what is claimed, handed in or issued, in words. */
export const STATES: Readonly<Record<'void' | 'expired' | 'valid', StatusWords> & Record<string, StatusWords>> = {
  void: { word: 'Void', tone: 'late', shape: 'st-failed' },
  expired: { word: 'Expired', tone: 'late', shape: 'st-failed' },
  valid: { word: 'Valid', tone: 'done', shape: 'st-done' },
  pending: { word: 'Waits for a decision', tone: 'now', shape: 'st-now' },
  approved: { word: 'Approved', tone: 'done', shape: 'st-done' },
  refused: { word: 'Refused', tone: 'late', shape: 'st-failed' },
  withdrawn: { word: 'Withdrawn', tone: '', shape: 'st-open' },
};

const SELECTED: StatusWords = { word: 'Selected', tone: 'done', shape: 'st-done' };
const NOT_SELECTED: StatusWords = { word: 'Not selected', tone: '', shape: 'st-open' };
const TAKEN_BACK: StatusWords = { word: 'Withdrawn', tone: '', shape: 'st-open' };

/** Who decided on a school post. */
export function selectionRow(
  { decision, reason, decidedOn, school, years, withdrawnAt }: Row<'selections'>,
  time: Now,
) {
  return {
    post: school ?? 'Any school post',
    status: withdrawnAt !== null ? TAKEN_BACK : decision === 'selected' ? SELECTED : NOT_SELECTED,
    words: `Decided on ${fullDayWords(decidedOn)}, ${countWords(years, 'year')} of service`,
    reason,
    withdrawn: withdrawnAt === null ? '' : `Withdrawn on ${momentWords(withdrawnAt, time)}`,
  };
}

/** A certificate as it stands today. */
export function certificateRow({ row, content, state }: Certificate) {
  return {
    href: `/certificates/${row.id}`,
    number: row.number,
    // An erased record keeps its number and days.
    course: content?.course.title ?? 'Erased on request',
    issued: fullDayWords(row.issuedOn),
    expires: row.expiresOn === null ? 'Never' : fullDayWords(row.expiresOn),
    status: STATES[state],
  };
}

/** A fact that somebody signed, told as one. */
export function correctionRow(one: Row<'corrections'>, time: Now) {
  const what = one.kind === 'completed' ? 'Completed outside of the course' : 'Practical part signed';
  return {
    title: `${one.course}: ${what}`,
    statement: one.statement,
    words: `Happened on ${fullDayWords(one.happenedOn)}, seen by ${one.seenBy}, signed by ${one.signer} on ${momentWords(one.createdAt, time)}`,
    withdrawn:
      one.withdrawnAt === null
        ? ''
        : `Withdrawn on ${momentWords(one.withdrawnAt, time)}: ${one.withdrawnReason ?? ''}`,
  };
}

/** A waiver, or a time in which the clock stopped. */
export function exemptionRow(one: Row<'exemptions'>, time: Now) {
  const what = one.kind === 'waiver' ? 'Waiver' : 'Exemption, the clock stops';
  const ground = one.ground.replaceAll('-', ' ');
  return {
    title: `${what}: ${ground}`,
    about: one.assignment ?? 'All assignments',
    words:
      one.endsOn === null
        ? `Since ${fullDayWords(one.startsOn)}, without an end`
        : `${fullDayWords(one.startsOn)} to ${fullDayWords(one.endsOn)}`,
    reason: one.reason,
    revoked: one.revokedAt === null ? '' : `Revoked on ${momentWords(one.revokedAt, time)}`,
  };
}
