import { fieldOf, hasRole, type Actor, type Faults } from '../../people/index.ts';
import { dayIn, say, sayLongDay, type Locale } from '../../platform/index.ts';
import { erasedWords, minutesWords } from '../certificates/credential-words.ts';
import { readTopics } from './outside-input.ts';
import { isErasedOutside, type OutsideTrainingRow } from './outside-model.ts';
import type { OutsideClaim } from './outside-service.ts';

const CHIPS = {
  pending: { word: 'Waits for a supervisor', icon: 'clock', tone: 'due' },
  approved: { word: 'Approved', icon: 'check', tone: 'done' },
  refused: { word: 'Refused', icon: 'cross', tone: 'late' },
  withdrawn: { word: 'Taken back', icon: 'info', tone: '' },
} as const;

function line(row: OutsideTrainingRow, locale: Locale) {
  const topics = readTopics(row.topics);
  const chip = CHIPS[row.state];
  return {
    id: row.id,
    title: row.title,
    provider: isErasedOutside(row) ? erasedWords(locale) : row.provider,
    hours: minutesWords(row.minutes, locale),
    completed: sayLongDay(locale, row.completedOn),
    expires: row.expiresOn === null ? '' : sayLongDay(locale, row.expiresOn),
    topics: topics.join(', '),
    file: row.fileName ?? '',
    hasFile: row.fileKey !== null,
    note: row.note,
    isPending: row.state === 'pending',
    chip: { ...chip, word: say(locale, chip.word) },
  };
}

/** The actor's own outside training. */
export function outsideListView(actor: Actor, rows: readonly OutsideTrainingRow[]) {
  return {
    trainings: rows.map((row) => line(row, actor.locale)),
    maySend: hasRole(actor, 'officer', 'instructor', 'partner'),
  };
}

/** The form, with what was typed and what was wrong with it. */
export function outsideFormView(typed: Readonly<Record<string, string>>, faults: Faults, locale: Locale) {
  const field = (name: string) => {
    const { value, fault } = fieldOf(name, typed, faults);
    return { value, fault: say(locale, fault ?? '') };
  };
  return {
    title: field('title'),
    provider: field('provider'),
    hours: field('hours'),
    topics: field('topics'),
    completedOn: field('completedOn'),
    expiresOn: field('expiresOn'),
    proof: field('proof'),
    // A browser keeps no chosen file when a form comes back.
    chooseAgain: Object.keys(faults).length > 0 && faults['proof'] === undefined,
  };
}

/** What waits for a supervisor, and what was decided last. */
export function reviewView(
  actor: Actor,
  { waiting, decided }: { waiting: readonly OutsideClaim[]; decided: readonly OutsideClaim[] },
  fault: { id: string; words: string } | null,
) {
  const show = ({ row, personName }: OutsideClaim) => ({
    ...line(row, 'en'),
    name: personName,
    sent: sayLongDay('en', dayIn(actor.timeZone, row.createdAt)),
    isOwn: row.personId === actor.personId,
    fault: fault?.id === row.id ? fault.words : '',
  });
  return { waiting: waiting.map(show), decided: decided.map(show) };
}
