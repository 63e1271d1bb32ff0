import type { Database } from '../platform/index.ts';
import type { AcceptedRule } from '../standards/index.ts';
import { CHAIN_PAGE, chainEntriesAfter } from './chain-store.ts';
import type { CommitService } from './commit-service.ts';
import { readStoredText, unpackText } from './commit-payload.ts';
import type { Tables } from './record-tables.ts';
import { placeMark } from './rule-state.ts';
import { attemptsOfVersion } from './evidence-store.ts';

/** Where the bookmark stands in a record, by standard. */
const PLACES = ['cmi.core.lesson_location', 'cmi.location'];

/** Judges what was recorded before a rule was accepted by it as well: what is done stays done, the rest may rise. */
export function createEarlier(
  { database, tables }: { readonly database: Database; readonly tables: Tables },
  commits: Pick<CommitService, 'judgeEarlier'>,
) {
  async function pagesOf(attemptId: string): Promise<number> {
    const marks = new Set<string>();
    for (let position = 0; ;) {
      const page = await chainEntriesAfter(tables, null, attemptId, position);
      for (const { payload, scoId, outcome } of page) {
        if (payload === null || outcome !== 'projected') continue;
        const stored = readStoredText(unpackText(payload));
        if (stored.kind !== 'commit') continue;
        for (const element of PLACES) if (stored.cmi[element]) marks.add(placeMark(scoId, stored.cmi[element]));
      }
      if (page.length < CHAIN_PAGE) return marks.size;
      position = page.at(-1)?.position ?? position;
    }
  }

  return {
    /** Returns how many attempts were looked at; once more changes nothing. What was erased or only looked at stays as it is. */
    async judge(versionId: string, rule: AcceptedRule): Promise<number> {
      const countsPages = rule.conditions.some(({ kind }) => kind === 'pages');
      let looked = 0;
      const attempts = database.stream((tx, after: string | null) => attemptsOfVersion(tables, tx, versionId, after));
      for await (const { id, launchId, isErased, ruled } of attempts) {
        if (launchId === null || isErased || ruled === 'passed' || ruled === 'completed') continue;
        await commits.judgeEarlier(launchId, rule, countsPages ? await pagesOf(id) : 0);
        looked += 1;
      }
      return looked;
    },
  };
}
