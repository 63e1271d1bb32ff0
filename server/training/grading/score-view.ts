import { sayMoment } from '../../platform/index.ts';
import type { Actor } from '../../people/index.ts';
import { BLANK, choiceField, textField, type TypedForm } from '../form-view.ts';
import type { ScoreChangeRow } from './grading-model.ts';
import type { ScoredAttempt } from './grading-store.ts';

const SUCCESS = { passed: 'passed', failed: 'not passed' } as const;

/** An attempt's score, what was changed by hand, and the form of a change. */
export function scoreView(
  { timeZone, personId }: Actor,
  { attempt, changes }: { readonly attempt: ScoredAttempt; readonly changes: readonly ScoreChangeRow[] },
  isGenuine: (row: ScoreChangeRow) => boolean,
  form: TypedForm = BLANK,
) {
  const { attemptId, courseTitle, givenName, familyName, scoreScaled } = attempt;
  const isOwn = attempt.personId === personId;
  return {
    attemptId,
    title: courseTitle,
    name: `${givenName} ${familyName}`.trim(),
    now: scoreScaled === null ? 'No score' : `${Math.round(scoreScaled * 100)}%`,
    isOwn,
    ownFault: isOwn ? (Object.values(form.faults)[0] ?? null) : null,
    hasOpen: !isOwn && changes.some(({ withdrawnAt }) => withdrawnAt === null),
    rows: changes.map((row) => ({
      words: `${Math.round(row.score * 100)}%${row.success === null ? '' : `, ${SUCCESS[row.success]}`}`,
      signed: `Given by ${row.signerName} on ${sayMoment('en', timeZone, row.createdAt)}`,
      reason: row.reason === '' ? 'Erased on request.' : row.reason,
      // Without its words nobody can check a signature.
      isForged: row.reason !== '' && !isGenuine(row),
      withdrawn:
        row.withdrawnAt && `Withdrawn on ${sayMoment('en', timeZone, row.withdrawnAt)}: ${row.withdrawnReason ?? ''}`,
    })),
    fields: [
      textField(form, 'score', 'Score in percent', { type: 'text', hint: 'A whole number from 0 to 100.' }),
      choiceField(form, 'success', 'Result', [
        ['', 'As the course has it'],
        ['passed', 'Passed'],
        ['failed', 'Not passed'],
      ]),
      textField(form, 'reason', 'Reason', { isLong: true, hint: 'It stays in the record beside your name.' }),
    ],
  };
}
