import { dayIn, type Platform } from '../../platform/index.ts';
import { noticeLetter } from './notice-letter.ts';
import type { NoticeMailStore, UnmailedNotice } from './notice-mail-store.ts';
import type { Notices } from './notice-service.ts';

const ROUND = 'notices.round';
const HOUR_MS = 3_600_000;
/** What could not be mailed for so long is no news any more. */
const NEWS_MS = 72 * HOUR_MS;
/** Mail goes out between these hours of the agency's day, so that none comes in the night. */
const DAYTIME = { from: 6, to: 21 };

/** Every hour: makes the notices of the day, then mails what is new, one mail a day for each person. */
export function registerNoticeRounds(
  { jobs, clock, database, mail, config }: Pick<Platform, 'jobs' | 'clock' | 'database' | 'mail' | 'config'>,
  notices: Notices,
  store: NoticeMailStore,
): void {
  async function mailRound(): Promise<void> {
    const now = clock.now();
    const waiting = await store.unmailed(null, new Date(now.getTime() - NEWS_MS));
    for (const group of byPerson(waiting.filter((notice) => mayMailNow(notice, now)))) {
      await database.write(async (tx) => {
        const ids = group.map(({ id }) => id);
        // Two processes never tell the same: the row is marked in the transaction that stores the mail.
        if ((await store.markMailed(tx, ids, now)) > 0) await mail.send(tx, noticeLetter(group, config.publicUrl));
      }, 'bulk');
    }
  }

  jobs.on(ROUND, async () => {
    await notices.round();
    await mailRound();
  });
  jobs.every(ROUND, HOUR_MS);
}

function mayMailNow({ lastMailedAt, timeZone }: UnmailedNotice, now: Date): boolean {
  const hour = Number(new Intl.DateTimeFormat('en-US', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(now));
  if (hour < DAYTIME.from || hour >= DAYTIME.to) return false;
  return lastMailedAt === null || dayIn(timeZone, new Date(lastMailedAt)) < dayIn(timeZone, now);
}

type Group = [UnmailedNotice, ...UnmailedNotice[]];

function byPerson(waiting: readonly UnmailedNotice[]): Group[] {
  const groups = new Map<string, Group>();
  for (const notice of waiting) {
    const key = `${notice.agencyId} ${notice.personId}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [notice]);
    else group.push(notice);
  }
  return [...groups.values()];
}
