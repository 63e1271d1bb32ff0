import { formatLocale, say, sayLongDay, sayDay, type Locale } from '../../platform/index.ts';
import { codeWords } from '../certificates/certificate-code.ts';
import { erasedWords, minutesWords, percentWords } from '../certificates/credential-words.ts';
import type { CertificateLine, FinishedLine, Transcript } from '../certificates/transcript-facts.ts';
import { paperWords } from './certificate-pdf.ts';
import { createSheet, INK_SOFT, type Sheet } from './sheet.ts';
import { writeTable, type Column, type Frame } from './table.ts';

const MARGIN = 48;
const FRAME: Frame = { left: MARGIN, width: 612 - 2 * MARGIN, top: MARGIN, bottom: 792 - 72 };
const LEAST_ROOM = 90;

/** A part of the transcript: its heading and its table. */
interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Said instead of a table without rows; a section without it is left out then. */
  readonly empty?: string;
}

/** The whole record as pages to print, the same facts as the signed file. */
export function transcriptPdf(transcript: Transcript, locale: Locale): Promise<Buffer> {
  const { person, issuer } = transcript;
  const name = `${person.rank} ${person.name}`.trim();
  const title = say(locale, 'Training record');
  const sheet = createSheet({
    title: `${title}, ${name}`,
    author: 'Schoolbeat',
    subject: name,
    lang: formatLocale(locale),
    at: new Date(transcript.issuedAt),
    layout: 'portrait',
    margin: 0,
  });
  const { left, width } = FRAME;
  let y = sheet.write('H1', title, [left, FRAME.top], { face: 'slab-strong', size: 24, width });
  y = sheet.write('P', name, [left, y + 2], { face: 'strong', size: 13, width });
  const asOf = say(locale, 'As of {day}, from {issuer}', { day: sayLongDay(locale, transcript.issuedOn), issuer });
  y = sheet.write('P', asOf, [left, y + 2], { size: 9.5, color: INK_SOFT, width });
  y = sheet.write('P', totalWords(transcript, locale), [left, y + 2], { size: 9.5, color: INK_SOFT, width });
  for (const section of sectionsOf(transcript, locale)) y = writeSection(sheet, y, section);
  numberPages(sheet, `${title}, ${name}`, locale);
  return sheet.end();
}

function writeSection(sheet: Sheet, top: number, { title, columns, rows, empty }: Section): number {
  if (rows.length === 0 && empty === undefined) return top;
  const { left, width } = FRAME;
  let y = top + 18;
  if (y + LEAST_ROOM > FRAME.bottom) {
    sheet.doc.addPage();
    y = FRAME.top;
  }
  y = sheet.write('H2', title, [left, y], { face: 'slab-strong', size: 14, width }) + 6;
  if (rows.length > 0) return writeTable(sheet, FRAME, y, columns, rows);
  return sheet.write('P', empty ?? '', [left, y], { size: 10, color: INK_SOFT, width });
}

function numberPages(sheet: Sheet, words: string, locale: Locale): void {
  const { doc } = sheet;
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    const text = say(locale, 'Page {page} of {count}', { page: page + 1, count });
    sheet.mark(`${words}. ${text}`, [FRAME.left, 792 - 44], { size: 8, color: INK_SOFT, width: FRAME.width });
  }
}

function totalWords({ certificates, outside }: Transcript, locale: Locale): string {
  const counting = certificates.filter(({ state }) => state !== 'void');
  return say(locale, '{certified} by certificates that are not void, {outside} outside.', {
    certified: minutesWords(sum(counting), locale),
    outside: minutesWords(sum(outside), locale),
  });
}

function sectionsOf(transcript: Transcript, locale: Locale): Section[] {
  const t = (english: string): string => say(locale, english);
  const day = (iso: string): string => sayDay(locale, iso);
  const { certificates, finished, outside, corrections, exemptions, skills } = transcript;
  return [
    {
      title: t('Certificates'),
      columns: columnsOf(
        [t('Course'), 0.32],
        [t('Number'), 0.27],
        [t('Hours'), 0.12],
        [t('Completed'), 0.13],
        [t('State'), 0.16],
      ),
      rows: certificates.map((one) => [
        [one.course, one.agency, ...(one.paper === null ? [] : [paperWords(one.paper, locale)])].join('\n'),
        `${one.number}\n${codeWords(one.code)}`,
        one.erased ? '' : minutesWords(one.minutes, locale),
        one.completedOn === null ? '' : day(one.completedOn),
        stateLine(one, locale),
      ]),
      empty: t('No certificates yet.'),
    },
    {
      title: t('Courses by assignment'),
      columns: columnsOf(
        [t('Course'), 0.4],
        [t('Result'), 0.2],
        [t('Score'), 0.1],
        [t('Active time'), 0.14],
        [t('Day'), 0.16],
      ),
      rows: finished.map((one) => [
        [one.course, [one.agency, one.assignment].filter(Boolean).join(', ')].join('\n'),
        outcomeWords(one.outcome, locale),
        one.score === null ? '' : percentWords(one.score),
        minutesWords(one.engagedMinutes, locale),
        day(one.reachedOn),
      ]),
      empty: t('No finished courses yet.'),
    },
    {
      title: t('Outside training'),
      columns: columnsOf([t('Training'), 0.4], [t('Topics'), 0.28], [t('Hours'), 0.14], [t('Completed'), 0.18]),
      rows: outside.map((one) => [
        `${one.title}\n${one.erased ? erasedWords(locale) : one.provider}`,
        one.topics.join(', '),
        minutesWords(one.minutes, locale),
        day(one.completedOn),
      ]),
    },
    {
      title: t('Corrections'),
      columns: columnsOf([t('Course'), 0.28], [t('What was recorded'), 0.42], [t('Signed by'), 0.15], [t('Day'), 0.15]),
      rows: corrections.map((one) => [
        `${one.course}\n${one.agency}`,
        correctionWords(one, locale),
        one.signedBy,
        day(one.happenedOn),
      ]),
    },
    {
      title: t('Waivers and exemptions'),
      columns: columnsOf([t('Assignment'), 0.44], [t('Kind'), 0.26], [t('From'), 0.15], [t('To'), 0.15]),
      rows: exemptions.map((one) => [
        `${one.assignment ?? t('All assignments')}\n${one.agency}`,
        [one.kind === 'waiver' ? t('Waiver') : t('Exemption'), one.isRevoked ? t('taken back') : '']
          .filter(Boolean)
          .join(', '),
        day(one.startsOn),
        one.endsOn === null ? '' : day(one.endsOn),
      ]),
    },
    {
      title: t('Skills'),
      columns: columnsOf([t('Skill'), 0.3], [t('Part'), 0.42], [t('From'), 0.12], [t('Day'), 0.16]),
      rows: skills.map((one) => [
        `${one.skill}\n${one.agency}`,
        one.part,
        one.origin === 'academy' ? t('academy') : t('school'),
        day(one.on),
      ]),
    },
  ];
}

function columnsOf(...list: readonly (readonly [title: string, share: number])[]): Column[] {
  return list.map(([title, share]) => ({ title, share }));
}

function stateLine({ state, expiresOn, voidReason, erased }: CertificateLine, locale: Locale): string {
  if (state === 'void') return say(locale, 'Void. {reason}', { reason: voidReason || erasedWords(locale) });
  if (erased) return erasedWords(locale);
  if (expiresOn === null) return say(locale, 'Valid');
  const day = sayDay(locale, expiresOn);
  return state === 'expired' ? say(locale, 'Expired on {day}', { day }) : say(locale, 'Valid until {day}', { day });
}

function outcomeWords(outcome: FinishedLine['outcome'], locale: Locale): string {
  if (outcome === 'complete') return say(locale, 'Complete');
  return outcome === 'waived' ? say(locale, 'Waived') : say(locale, 'Not met');
}

function correctionWords(
  { kind, statement, seenBy, withdrawnReason, erased }: Transcript['corrections'][number],
  locale: Locale,
): string {
  const what = kind === 'completed' ? say(locale, 'Completed on paper') : say(locale, 'Practical part signed');
  const words = erased
    ? `${what}. ${erasedWords(locale)}.`
    : `${what}. ${statement} ${say(locale, 'Seen by {seenBy}.', { seenBy })}`;
  return withdrawnReason === null
    ? words
    : `${words} ${say(locale, 'Withdrawn: {reason}', { reason: withdrawnReason })}`;
}

function sum(lines: readonly { readonly minutes: number }[]): number {
  return lines.reduce((all, { minutes }) => all + minutes, 0);
}
