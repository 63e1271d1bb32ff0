import { localeOf, say } from '../../platform/index.ts';
import type { UnmailedNotice } from './notice-mail-store.ts';
import { noticeWords } from './notice-view.ts';

/** One mail for all that somebody is told on a day, in the person's language; links are absolute. */
export function noticeLetter(
  notices: readonly [UnmailedNotice, ...UnmailedNotice[]],
  publicUrl: string,
): { to: string; subject: string; text: string } {
  const [first] = notices;
  const locale = localeOf(first.locale);
  const lines = notices.flatMap((notice) => {
    const { sentence, action } = noticeWords(locale, notice);
    return [sentence, `${action}: ${publicUrl}${notice.href}`, ''];
  });
  const subject =
    notices.length === 1
      ? noticeWords(locale, first).sentence
      : say(locale, '{count} notices about your training', { count: notices.length });
  const footer = say(locale, 'You get this mail for {agency}. Choose which mail you get: {link}', {
    agency: first.agencyName,
    link: `${publicUrl}/account`,
  });
  return { to: first.email, subject, text: [...lines, footer].join('\n') };
}
