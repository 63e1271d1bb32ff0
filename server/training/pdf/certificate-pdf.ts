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
/** Left free at the foot, and between the facts and what the certificate was earned by. */
const [FOOT, TERMS_GAP] = [44, 16];
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
  const lines = heldLines(sheet, certificate, locale);
  const facts = factRows(certificate, locale);
  const terms = termRows(certificate, locale);
  const linesHeight = lines.reduce((sum, { gap, text, style }) => sum + gap + sheet.heightOf(text, style), 0);
  const restHeight = heightOfFacts(sheet, facts) + TERMS_GAP + heightOfTerms(sheet, terms);
  // What it was earned by stands at the foot of the page, and the name between it and the title; a long one flows on.
  const factsTop = Math.max(y + linesHeight + 40, BOTTOM - FOOT - restHeight);
  y += Math.max(16, (factsTop - y - linesHeight) / 2 - 4);
  for (const { tag, text, gap, style } of lines) y = sheet.write(tag, text, [LEFT, y + gap], style);
  writeTerms(sheet, terms, writeFacts(sheet, facts, factsTop) + TERMS_GAP);
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

/** For whom it is, and for what. */
function heldLines(sheet: Sheet, { content: { person, course } }: WholeCertificate, locale: Locale) {
  const name = `${person.rank} ${person.name}`.trim();
  const [width, face] = [WIDTH, 'slab-strong' as const];
  return [
    { tag: 'P', text: name, gap: 0, style: { face, size: fitting(sheet, name, 29), width } },
    { tag: 'P', text: say(locale, 'has completed'), gap: 4, style: { size: 12, color: INK_SOFT, width } },
    {
      tag: 'H2',
      text: course.title,
      gap: 3,
      style: { face: 'slab' as const, size: fitting(sheet, course.title, 22), width },
    },
  ];
}

type Rows = readonly (readonly [term: string, words: string])[];

/** Hours, days, score. */
function factRows({ row, content }: WholeCertificate, locale: Locale): Rows {
  const { course, score } = content;
  return [
    [say(locale, 'Hours'), minutesWords(course.minutes, locale)],
    [say(locale, 'Completed'), sayDay(locale, content.completedOn)],
    [say(locale, 'Issued'), sayDay(locale, row.issuedOn)],
    [say(locale, 'Expires'), row.expiresOn === null ? say(locale, 'Does not expire') : sayDay(locale, row.expiresOn)],
    ...(score === null ? [] : [[say(locale, 'Score'), percentWords(score)] as const]),
  ];
}

const termOfFact = (width: number) => ({ size: 9, color: INK_SOFT, width });
const wordsOfFact = (width: number) => ({ face: 'strong' as const, size: 13, width });

function heightOfFacts(sheet: Sheet, facts: Rows): number {
  const width = WIDTH / facts.length - 10;
  const heights = facts.map(
    ([term, words]) => sheet.heightOf(term, termOfFact(width)) + 1 + sheet.heightOf(words, wordsOfFact(width)),
  );
  return Math.max(...heights) + 20;
}

/** Large facts side by side, between two lines; returns the y of the lower one. */
function writeFacts(sheet: Sheet, facts: Rows, y: number): number {
  const step = WIDTH / facts.length;
  sheet.decorate((doc) => doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.75).stroke(LINE));
  const bottoms = facts.map(([term, words], place) => {
    const x = LEFT + place * step;
    const below = sheet.write('P', term, [x, y + 10], termOfFact(step - 10));
    return sheet.write('P', words, [x, below + 1], wordsOfFact(step - 10));
  });
  const below = Math.max(...bottoms) + 10;
  sheet.decorate((doc) => doc.moveTo(LEFT, below).lineTo(RIGHT, below).lineWidth(0.75).stroke(LINE));
  return below;
}

/** What it was earned by. */
function termRows({ row, content }: WholeCertificate, locale: Locale): Rows {
  const { course, policy, paper, version, assignment } = content;
  const rule = locale === 'en' ? policy.words : policyWords(policy.rule, locale);
  return [
    [say(locale, 'Number'), row.number],
    ...(paper === null ? [] : [[say(locale, 'On paper'), paperWords(paper, locale)] as const]),
    ...(course.topics.length === 0 ? [] : [[say(locale, 'Topics'), course.topics.join(', ')] as const]),
    [say(locale, 'Rule'), rule.join(' ')],
    ...(assignment === null ? [] : [[say(locale, 'Assignment'), assignment.title] as const]),
    ...(course.basis === 'engaged' ? [[say(locale, 'Hours'), say(locale, 'Active time, as measured.')] as const] : []),
    ...(version === null ? [] : [[say(locale, 'Version'), `${version.number}, SHA-256 ${version.sha256}`] as const]),
    [say(locale, 'Content'), `SHA-256 ${row.contentSha256}`],
  ];
}

const wordsOfTerm = (words: string) => ({ size: words.includes('SHA-256') ? 8 : 10.5, width: WIDTH - 80 });

function heightOfTerms(sheet: Sheet, terms: Rows): number {
  return terms.reduce((sum, [, words]) => sum + sheet.heightOf(words, wordsOfTerm(words)) + 6, 0);
}

/** Rows of a term and its words. */
function writeTerms(sheet: Sheet, terms: Rows, top: number): void {
  let y = top;
  for (const [term, words] of terms) {
    const style = wordsOfTerm(words);
    sheet.write('P', term, [LEFT, y], { size: 9, color: INK_SOFT, width: 74 });
    y = sheet.write('P', words, [LEFT + 80, y + (style.size === 8 ? 1 : -1)], style) + 6;
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
