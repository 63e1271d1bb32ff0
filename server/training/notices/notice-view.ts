import { dayIn, say, sayDay, type Locale } from '../../platform/index.ts';
import type { Actor } from '../../people/index.ts';
import type { NoticeKind } from './notice-kinds.ts';
import type { NoticeRow } from './notice-model.ts';

/** Sentence and action of each kind of notice. */
const WORDS: Readonly<Record<NoticeKind, readonly [sentence: string, action: string]>> = {
  'due-60': ['{course} is due on {day}.', 'Open the course'],
  'due-30': ['{course} is due on {day}, in 30 days or less.', 'Open the course'],
  'due-7': ['{course} is due on {day}, within a week.', 'Open the course'],
  overdue: ['{course} was due on {day} and is overdue.', 'Open the course'],
  'expires-60': ['Your training {course} is valid until {day}.', 'Renew it'],
  'expires-30': ['Your training {course} is valid until {day}, 30 days or less.', 'Renew it'],
  'expires-7': ['Your training {course} is valid until {day}, a week or less.', 'Renew it'],
  expired: ['Your training {course} expired on {day}.', 'Renew it'],
  assigned: ['{course} is assigned to you.', 'Open the course'],
  'claim-approved': ['Your claim is approved: {skill}.', 'Open the toolbox'],
  'claim-refused': ['Your claim is not approved: {skill}. {note}', 'Open the toolbox'],
  'outside-approved': ['Your outside training is approved: {title}.', 'Open outside training'],
  'outside-refused': ['Your outside training is not approved: {title}.', 'Open outside training'],
  certificate: ['{course} is complete. Your certificate is ready.', 'Open my certificates'],
  'work-graded': ['Your work in {course} was graded and comes back to you.', 'Read it'],
  'score-changed': ['Your score in {course} was changed by hand.', 'See the attempt'],
  'version-offered': ['There is a new version of {course}. You may finish yours or begin again.', 'See what changes'],
  'review-asked': ['{name} asks you to review {module}.', 'Open the review'],
  'review-approved': ['{name} has approved {module}.', 'Open the review'],
  'review-changes': ['{name} asks for changes in {module}.', 'Open the review'],
  'review-withdrawn': ['{name} no longer asks you to review {module}.', 'Open the review'],
  correction: ['{signer} has recorded a correction for {course}.', 'Open the course'],
};
const BY_KIND: Readonly<Record<string, readonly [sentence: string, action: string]>> = WORDS;
/** Sentences of kinds that may name a day. */
const UNTIL: Readonly<Record<string, string>> = {
  assigned: '{course} is assigned to you, due on {day}.',
  'review-asked': '{name} asks you to review {module} by {day}.',
};

/** A notice in the reader's language: its sentence, and what its link does. */
export function noticeWords(
  locale: Locale,
  { kind, facts }: Pick<NoticeRow, 'kind' | 'facts'>,
): { sentence: string; action: string } {
  const values: Record<string, string> = JSON.parse(facts);
  const [sentence, action] = BY_KIND[kind] ?? ['', 'Open'];
  const told = (values['day'] ? UNTIL[kind] : undefined) ?? sentence;
  const day = values['day'] ? sayDay(locale, values['day']) : '';
  const skill = values['skill'] === undefined ? '' : say(locale, values['skill']);
  return { sentence: say(locale, told, { ...values, day, skill }).trim(), action: say(locale, action) };
}

/** All sentences that a notice may say, for the spec that asks for their translation. */
export const NOTICE_SENTENCES: readonly string[] = [...Object.values(WORDS).flat(), ...Object.values(UNTIL), 'Open'];

/** The page of notices; `link` is the address of a calendar that was made just now and is shown this once. */
export function noticesView(
  { locale, timeZone }: Actor,
  rows: readonly NoticeRow[],
  calendar: { readonly hasFeed: boolean; readonly link: string | null },
) {
  const shown = rows.map((row) => ({
    id: row.id,
    ...noticeWords(locale, row),
    isLate: row.kind === 'overdue' || row.kind === 'expired',
    when: sayDay(locale, dayIn(timeZone, row.createdAt)),
    iso: dayIn(timeZone, row.createdAt),
    isUnread: row.readAt === null,
  }));
  return {
    unread: shown.filter(({ isUnread }) => isUnread),
    read: shown.filter(({ isUnread }) => !isUnread),
    isEmpty: rows.length === 0,
    ...calendar,
  };
}
