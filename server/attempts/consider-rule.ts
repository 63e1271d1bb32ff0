import { meetsRule, type AcceptedRule, type CompletionFacts } from '../standards/index.ts';
import type { LaunchRow } from './attempt-model.ts';
import type { AttemptPicture } from './attempt-picture.ts';
import type { StoredRuling } from './commit-payload.ts';
import { engineStateOf } from './engine-claim.ts';
import { rollUp } from './roll-up.ts';
import { isRuledDone, readPlaces, readRule } from './rule-state.ts';
import { activityList } from './run-time.ts';

/**
 * The ruling that an attempt has earned by now under the rule of a launch; null while it has not, or has one already. What was
 * finished by the package's own word has its verdict.
 */
export function considerRule(picture: AttemptPicture, launch: Pick<LaunchRow, 'mode' | 'rule'>): StoredRuling | null {
  const { state, ruled } = picture.attempt;
  if (launch.rule === null || launch.mode !== 'normal' || (state === 'finished' && ruled !== 'open')) return null;
  const rule = readRule(launch.rule);
  return rule === null ? null : rulingOf(picture, rule, readPlaces(picture.attempt).length);
}

/** What a rule makes of an attempt as it stands, finished or not; `pages` is the number of its bookmarks. */
export function rulingOf(picture: AttemptPicture, rule: AcceptedRule, pages: number): StoredRuling | null {
  if (isRuledDone(picture.attempt)) return null;
  const facts = factsOf(picture, pages);
  if (!meetsRule(rule, facts)) return null;
  const { id, number, gives } = rule;
  const { told, ...others } = facts;
  return {
    kind: 'rule',
    rule: id,
    number,
    gives,
    facts: { ...others, completion: told.completion, score: told.scoreScaled },
  };
}

function factsOf(picture: AttemptPicture, pages: number): CompletionFacts {
  const { attempt, version, tracks } = picture;
  const { structure } = version;
  // Sequencing itself marks assets; only SCOs leave a record there.
  const isCounted = ({ type }: { readonly type: string }): boolean =>
    type === 'sco' || (type === 'asset' && structure.standard === 'scorm12');
  const parts = activityList(structure).filter(isCounted);
  return {
    told: rollUp(picture, engineStateOf(attempt), false).result,
    partsOpened: parts.filter(({ identifier }) => tracks.has(identifier)).length,
    parts: parts.length,
    pages,
    engagedMs: attempt.engagedMs,
  };
}
