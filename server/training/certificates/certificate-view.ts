import type { Actor } from '../../people/index.ts';
import { addDays, dayIn, say, sayLongDay, type Locale } from '../../platform/index.ts';
import { paperWords } from '../pdf/certificate-pdf.ts';
import { codeWords } from './certificate-code.ts';
import type { CertificateContent } from './certificate-content.ts';
import { mayDecide } from './certificate-policy.ts';
import type { Certificate, WithdrawnGroup } from './certificate-service.ts';
import { erasedWords, minutesWords, percentWords } from './credential-words.ts';
import { policyWords } from './policy-words.ts';

/** Days before the end in which it is said that a certificate runs out. */
const SOON_DAYS = 60;

/** A state in a word, an icon and a colour. */
export interface StateChip {
  readonly word: string;
  readonly icon: string;
  readonly tone: string;
}

/** How a certificate stands, as lists show it. */
export function stateChip({ state, row, today }: Certificate, locale: Locale): StateChip {
  if (state === 'void') return { word: say(locale, 'Void'), icon: 'cross', tone: 'late' };
  if (row.expiresOn === null) return { word: say(locale, 'Does not expire'), icon: 'check', tone: 'done' };
  const day = sayLongDay(locale, row.expiresOn);
  if (state === 'expired') return { word: say(locale, 'Expired on {day}', { day }), icon: 'clock', tone: 'late' };
  const isSoon = row.expiresOn <= addDays(today, SOON_DAYS);
  return isSoon
    ? { word: say(locale, 'Expires soon, on {day}', { day }), icon: 'alert', tone: 'due' }
    : { word: say(locale, 'Valid until {day}', { day }), icon: 'check', tone: 'done' };
}

function line(one: Certificate, locale: Locale) {
  const { row, content } = one;
  return {
    id: row.id,
    title: content?.course.title ?? erasedWords(locale),
    number: row.number,
    code: row.code,
    agency: content?.agency.name ?? '',
    hours: content === null ? '' : minutesWords(content.course.minutes, locale),
    isErased: content === null,
    issued: sayLongDay(locale, row.issuedOn),
    chip: stateChip(one, locale),
  };
}

/** The actor's own certificates. */
export function certificateListView(actor: Actor, own: readonly Certificate[], undecided: number) {
  return {
    certificates: own.map((one) => line(one, actor.locale)),
    hasSeveralAgencies: new Set(own.map(({ row }) => row.agencyId)).size > 1,
    decides: mayDecide(actor),
    undecidedWords:
      undecided === 1 ? '1 certificate waits for a decision' : `${undecided} certificates wait for a decision`,
    hasUndecided: undecided > 0,
  };
}

/** One certificate with everything that it says. */
export function certificateView(
  actor: Actor,
  one: Certificate,
  faults: Readonly<Record<string, string>>,
  typed: Readonly<Record<string, unknown>>,
) {
  const { locale } = actor;
  const { row, content, decisions } = one;
  const t = (english: string): string => say(locale, english);
  const isOwn = row.personId === actor.personId;
  return {
    id: row.id,
    title: content?.course.title ?? erasedWords(locale),
    isErased: content === null,
    number: row.number,
    code: row.code,
    codeWords: codeWords(row.code),
    chip: stateChip(one, locale),
    isOwn,
    facts: content === null ? erasedFacts(one, locale) : factsOf(one, content, locale),
    decisions: decisions.map(({ decision, reason, at }) => ({
      words: decision === 'void' ? t('Made void') : t('Kept'),
      reason: reason === '' ? erasedWords(locale) : reason,
      day: sayLongDay(locale, dayIn(actor.timeZone, at)),
      icon: decision === 'void' ? 'cross' : 'check',
    })),
    hasDecisions: decisions.length > 0,
    decides: mayDecide(actor) && row.agencyId === actor.agencyId && !isOwn,
    // Without the form there is no field to say it at.
    ownFault: isOwn ? (Object.values(faults)[0] ?? '') : '',
    isVoid: one.state === 'void',
    reason: {
      value: typeof typed['reason'] === 'string' ? typed['reason'] : '',
      fault: faults['reason'] ?? faults['decision'] ?? '',
    },
  };
}

/** What an erasure leaves: the number, the days and the hash, by which whoever kept the paper can check it. */
export function erasedFacts({ row }: Certificate, locale: Locale) {
  const t = (english: string): string => say(locale, english);
  return [
    { term: t('Number'), words: row.number },
    { term: t('Issued'), words: sayLongDay(locale, row.issuedOn) },
    { term: t('Expires'), words: row.expiresOn === null ? t('Does not expire') : sayLongDay(locale, row.expiresOn) },
    { term: t('Content'), words: `${erasedWords(locale)}; SHA-256 ${row.contentSha256}` },
  ];
}

function factsOf({ row }: Certificate, content: CertificateContent, locale: Locale) {
  const { course, person, policy, version, paper, assignment, score } = content;
  const t = (english: string): string => say(locale, english);
  return [
    { term: t('Number'), words: row.number },
    { term: t('Name'), words: `${person.rank} ${person.name}`.trim() },
    { term: t('Agency'), words: content.agency.name },
    { term: t('Hours'), words: minutesWords(course.minutes, locale) },
    { term: t('Completed'), words: sayLongDay(locale, content.completedOn) },
    { term: t('Issued'), words: sayLongDay(locale, row.issuedOn) },
    { term: t('Expires'), words: row.expiresOn === null ? t('Does not expire') : sayLongDay(locale, row.expiresOn) },
    ...(score === null ? [] : [{ term: t('Score'), words: percentWords(score) }]),
    ...(paper === null ? [] : [{ term: t('On paper'), words: paperWords(paper, locale) }]),
    ...(course.topics.length === 0 ? [] : [{ term: t('Topics'), words: course.topics.join(', ') }]),
    { term: t('Rule'), words: (locale === 'en' ? policy.words : policyWords(policy.rule, locale)).join(' ') },
    ...(assignment === null ? [] : [{ term: t('Assignment'), words: assignment.title }]),
    ...(version === null ? [] : [{ term: t('Version'), words: `${version.number}, SHA-256 ${version.sha256}` }]),
    { term: t('Content'), words: `SHA-256 ${row.contentSha256}` },
  ];
}

/** Certificates of withdrawn versions, for who decides about them. */
export function withdrawnView(groups: readonly WithdrawnGroup[], fault: { versionId: string; words: string } | null) {
  return {
    groups: groups.map(({ versionId, courseTitle, number, waiting, decided }) => ({
      versionId,
      title: `${courseTitle}, version ${number}`,
      waitingWords:
        waiting.length === 1
          ? '1 certificate waits for a decision'
          : `${waiting.length} certificates wait for a decision`,
      hasWaiting: waiting.length > 0,
      fault: fault?.versionId === versionId ? fault.words : '',
      waiting: waiting.map((one) => ({ ...line(one, 'en'), name: holderOf(one) })),
      decided: decided.map((one) => ({ ...line(one, 'en'), name: holderOf(one), chip: decidedChip(one) })),
      hasDecided: decided.length > 0,
    })),
  };
}

function holderOf({ content }: Certificate): string {
  return content === null ? erasedWords('en') : `${content.person.rank} ${content.person.name}`.trim();
}

function decidedChip(one: Certificate): StateChip {
  if (one.state === 'void') return stateChip(one, 'en');
  return { word: 'Kept', icon: 'check', tone: 'done' };
}
