import { formatLocale, say, sayDay, type Locale } from '../../platform/index.ts';
import { codeWords } from '../certificates/certificate-code.ts';
import type { CertificateContent } from '../certificates/certificate-content.ts';
import type { Certificate } from '../certificates/certificate-service.ts';
import { minutesWords, percentWords } from '../certificates/credential-words.ts';
import { policyWords } from '../certificates/policy-words.ts';
import { drawQr } from './qr.ts';
import { BRICK, BUS, createSheet, INK, INK_SOFT, LINE, PAPER, type Sheet } from './sheet.ts';

const BAND = 208;
const LEFT = BAND + 44;
const RIGHT = 792 - 44;
const WIDTH = RIGHT - LEFT;
const BOTTOM = 612;
const QR_SIZE = 128;
const MARK = 'M15 1l13 4v12c0 8-5.5 13-13 16C7.5 30 2 25 2 17V5z';
const MARK_HALF = 'M15 1l13 4v12c0 8-5.5 13-13 16z';
const MARK_LINES = 'M15 1v32M6 11h5.5M6 15.5h5.5M18.5 11H24m-5.5 4.5H24';

/** Where a certificate is checked, and the language in which it is written. */
export interface CertificateSheet {
  /** Public address of the server. */
  readonly publicUrl: string;
  readonly locale: Locale;
}

/** A certificate of which nothing was erased. */
export type WholeCertificate = Certificate & { readonly content: CertificateContent };

/** A certificate as a page to print: the same certificate in the same state gives the same bytes. */
export function certificatePdf(
  certificate: WholeCertificate,
  { publicUrl, locale }: CertificateSheet,
): Promise<Buffer> {
  const { row, content, state } = certificate;
  const { person, course, agency } = content;
  const title = say(locale, 'Certificate {number}', { number: row.number });
  const sheet = createSheet({
    title: `${title}, ${course.title}`,
    author: agency.name,
    subject: `${person.rank} ${person.name}`.trim(),
    lang: formatLocale(locale),
    at: row.createdAt,
    layout: 'landscape',
    margin: 0,
  });
  sheet.decorate(drawGround);

  let y = sheet.write('P', agency.name, [LEFT, 56], { face: 'strong', size: 12.5, color: INK_SOFT, width: WIDTH });
  y = sheet.write('H1', say(locale, 'Certificate of completion'), [LEFT, y + 4], {
    face: 'slab-strong',
    size: 34,
    width: WIDTH,
  });
  if (state === 'void') y = writeVoid(sheet, certificate, y + 8, locale);
  y = sheet.write('P', `${person.rank} ${person.name}`.trim(), [LEFT, y + 24], {
    face: 'slab-strong',
    size: fitting(sheet, `${person.rank} ${person.name}`.trim(), 29),
    width: WIDTH,
  });
  y = sheet.write('P', say(locale, 'has completed'), [LEFT, y + 4], { size: 12, color: INK_SOFT, width: WIDTH });
  y = sheet.write('H2', course.title, [LEFT, y + 3], {
    face: 'slab',
    size: fitting(sheet, course.title, 22),
    width: WIDTH,
  });
  y = writeFacts(sheet, certificate, y + 22, locale);
  writeTerms(sheet, certificate, y + 16, locale);
  writeCheck(sheet, certificate, { publicUrl, locale });
  return sheet.end();
}

function drawGround(doc: PDFKit.PDFDocument): void {
  doc.rect(0, 0, BAND, BOTTOM).fill(INK);
  doc.rect(BAND, 0, 6, BOTTOM).fill(BUS);
  doc.translate(44, 46).scale(2.6);
  doc.path(MARK).fill(PAPER);
  doc.path(MARK_HALF).fill(BUS);
  doc.lineWidth(2).lineCap('round').path(MARK_LINES).stroke(INK);
}

/** A long name takes two lines at most. */
function fitting(sheet: Sheet, text: string, size: number): number {
  const lines = sheet.heightOf(text, { face: 'slab-strong', size, width: WIDTH }) / (size * 1.2);
  return lines > 2.2 ? size * 0.68 : size;
}

function writeVoid(sheet: Sheet, { decisions }: Certificate, y: number, locale: Locale): number {
  const last = decisions.at(-1);
  const words = say(locale, 'Void. {reason}', { reason: last?.reason ?? '' });
  const style = { face: 'strong' as const, size: 12, color: BRICK, width: WIDTH - 20 };
  const height = sheet.heightOf(words, style) + 14;
  sheet.decorate((doc) => doc.rect(LEFT, y, WIDTH, height).lineWidth(1.5).stroke(BRICK));
  sheet.write('P', words, [LEFT + 10, y + 7], style);
  return y + height;
}

/** Large facts side by side: hours, days, score. */
function writeFacts(sheet: Sheet, { row, content }: WholeCertificate, y: number, locale: Locale): number {
  const { course, score } = content;
  const facts = [
    [say(locale, 'Hours'), minutesWords(course.minutes, locale)],
    [say(locale, 'Completed'), sayDay(locale, content.completedOn)],
    [say(locale, 'Issued'), sayDay(locale, row.issuedOn)],
    [say(locale, 'Expires'), row.expiresOn === null ? say(locale, 'Does not expire') : sayDay(locale, row.expiresOn)],
    ...(score === null ? [] : [[say(locale, 'Score'), percentWords(score)]]),
  ];
  const step = WIDTH / facts.length;
  sheet.decorate((doc) => doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.75).stroke(LINE));
  const bottoms = facts.map(([term = '', words = ''], place) => {
    const x = LEFT + place * step;
    const width = step - 10;
    const below = sheet.write('P', term, [x, y + 10], { size: 9, color: INK_SOFT, width });
    return sheet.write('P', words, [x, below + 1], { face: 'strong', size: 13, width });
  });
  const below = Math.max(...bottoms) + 10;
  sheet.decorate((doc) => doc.moveTo(LEFT, below).lineTo(RIGHT, below).lineWidth(0.75).stroke(LINE));
  return below;
}

/** What it was earned by, in rows of a term and its words. */
function writeTerms(sheet: Sheet, { row, content }: WholeCertificate, top: number, locale: Locale): void {
  const { course, policy, paper, version, assignment } = content;
  const rule = locale === 'en' ? policy.words : policyWords(policy.rule, locale);
  const rows: [string, string][] = [
    [say(locale, 'Number'), row.number],
    ...(paper === null ? [] : [[say(locale, 'On paper'), paperWords(paper, locale)] as [string, string]]),
    ...(course.topics.length === 0 ? [] : [[say(locale, 'Topics'), course.topics.join(', ')] as [string, string]]),
    [say(locale, 'Rule'), rule.join(' ')],
    ...(assignment === null ? [] : [[say(locale, 'Assignment'), assignment.title] as [string, string]]),
    ...(course.basis === 'engaged'
      ? [[say(locale, 'Hours'), say(locale, 'Active time, as measured.')] as [string, string]]
      : []),
    ...(version === null
      ? []
      : [[say(locale, 'Version'), `${version.number}, SHA-256 ${version.sha256}`] as [string, string]]),
    [say(locale, 'Content'), `SHA-256 ${row.contentSha256}`],
  ];
  let y = top;
  for (const [term, words] of rows) {
    const isHash = words.includes('SHA-256');
    const size = isHash ? 8 : 10.5;
    sheet.write('P', term, [LEFT, y], { size: 9, color: INK_SOFT, width: 74 });
    const below = sheet.write('P', words, [LEFT + 80, isHash ? y + 1 : y - 1], { size, width: WIDTH - 80 });
    y = below + 6;
  }
}

/** "Completed on paper, recorded by …": a correction is shown as what it is. */
export function paperWords(
  { recordedBy, seenBy, statement }: { recordedBy: string; seenBy: string; statement: string },
  locale: Locale,
): string {
  const words = say(locale, 'Completed on paper, recorded by {recordedBy}; seen by {seenBy}.', { recordedBy, seenBy });
  return statement === '' ? words : `${words} ${statement}`;
}

function writeCheck(sheet: Sheet, { row }: Certificate, { publicUrl, locale }: CertificateSheet): void {
  const address = `${publicUrl}/verify/${row.code}`;
  const size = QR_SIZE;
  const [x, y] = [(BAND - size) / 2, 362];
  const alt = say(locale, 'QR code that leads to {address}', { address });
  sheet.figure(alt, [x - 10, y - 10, x + size + 10, y + size + 10], (doc) => {
    doc.roundedRect(x - 10, y - 10, size + 20, size + 20, 8).fill(PAPER);
    drawQr(doc, address, [x, y], size, INK);
  });
  const width = BAND - 40;
  let below = sheet.write(
    'P',
    say(locale, 'Anyone can check this certificate, without an account:'),
    [20, y + size + 22],
    {
      size: 9,
      color: PAPER,
      width,
    },
  );
  below = sheet.write('P', `${publicUrl}/verify`, [20, below + 4], { face: 'strong', size: 9, color: PAPER, width });
  sheet.write('P', codeWords(row.code), [20, below + 4], { face: 'strong', size: 10, color: BUS, width });
}
