import { dayIn, say, sayLongDay, type Locale } from '../../platform/index.ts';
import { codeWords } from './certificate-code.ts';
import type { Certificate } from './certificate-service.ts';
import { erasedFacts } from './certificate-view.ts';
import { erasedWords, minutesWords } from './credential-words.ts';

/** What a stranger reads about a code: an answer in a word with an icon, and what the certificate itself says. */
export function verifyView(found: Certificate | null, typed: string, locale: Locale, timeZone: string) {
  const form = { typed, isAnswered: true };
  if (found === null) {
    const answer = {
      tone: 'unknown',
      icon: 'info',
      word: say(locale, 'Unknown'),
      words: say(locale, 'No certificate has this code. Look at it again; every letter and digit counts.'),
    };
    return { ...form, answer, isFound: false, facts: [] };
  }
  const { row, content } = found;
  if (content === null) {
    const answer = erasedAnswer(found, locale);
    return { ...form, typed: codeWords(row.code), answer, isFound: true, facts: erasedFacts(found, locale) };
  }
  const t = (english: string): string => say(locale, english);
  const facts = [
    { term: t('Number'), words: row.number },
    { term: t('Name'), words: `${content.person.rank} ${content.person.name}`.trim() },
    { term: t('Course'), words: content.course.title },
    { term: t('Agency'), words: content.agency.name },
    { term: t('Hours'), words: minutesWords(content.course.minutes, locale) },
    { term: t('Issued'), words: sayLongDay(locale, row.issuedOn) },
    { term: t('Expires'), words: row.expiresOn === null ? t('Does not expire') : sayLongDay(locale, row.expiresOn) },
    ...(content.version === null
      ? []
      : [{ term: t('Version'), words: `${content.version.number}, SHA-256 ${content.version.sha256}` }]),
  ];
  return { ...form, typed: codeWords(row.code), answer: answerOf(found, locale, timeZone), isFound: true, facts };
}

/** The page before a code was typed. */
export function verifyStartView() {
  return {
    typed: '',
    isAnswered: false,
    answer: { tone: '', icon: 'info', word: '', words: '' },
    isFound: false,
    facts: [],
  };
}

/** Nothing is said of a person any more, but a void certificate does not look like a good one. */
function erasedAnswer({ state, row }: Certificate, locale: Locale) {
  const day = sayLongDay(locale, row.issuedOn);
  const words = say(locale, 'A certificate with this code was issued on {day}. What it said was erased on request.', {
    day,
  });
  return {
    tone: 'unknown',
    icon: 'info',
    word: erasedWords(locale),
    words: state === 'void' ? `${words} ${say(locale, 'The agency had made it void.')}` : words,
  };
}

function answerOf({ state, row, decisions }: Certificate, locale: Locale, timeZone: string) {
  const last = decisions.at(-1);
  const values = {
    day: last === undefined ? '' : sayLongDay(locale, dayIn(timeZone, last.at)),
    reason: last?.reason ?? '',
  };
  if (state === 'void') {
    return {
      tone: 'void',
      icon: 'cross',
      word: say(locale, 'Void'),
      words: say(locale, 'The agency made this certificate void on {day}. Reason: {reason}', values),
    };
  }
  const kept =
    last === undefined ? '' : ` ${say(locale, 'The agency decided on {day} that it stands. Reason: {reason}', values)}`;
  if (state === 'expired') {
    const day = sayLongDay(locale, row.expiresOn ?? row.issuedOn);
    return {
      tone: 'expired',
      icon: 'clock',
      word: say(locale, 'Expired'),
      words: say(locale, 'This certificate is genuine. It was valid until {day}.', { day }) + kept,
    };
  }
  const genuine =
    row.expiresOn === null
      ? say(locale, 'This certificate is genuine. It does not expire.')
      : say(locale, 'This certificate is genuine. It is valid until {day}.', {
          day: sayLongDay(locale, row.expiresOn),
        });
  return { tone: 'valid', icon: 'check', word: say(locale, 'Valid'), words: genuine + kept };
}
