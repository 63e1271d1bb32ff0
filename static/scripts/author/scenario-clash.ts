import { isSourceMap } from '../../../server/standards/module/apply-edits.ts';
import type { DraftEdit, EditPath } from '../../../server/standards/module/draft-edit.ts';
import { newNodeName } from '../../../server/standards/module/scenario/edit-scenario.ts';
import { bothOf } from './clash-dialog.ts';
import type { Clash } from './draft-copy.ts';

/** Fields of one line; others that both can stay in are prose. */
const LINES = new Set(['title', 'say', 'do', 'speaker', 'prompt', 'name', 'role']);
const PROSE = new Set(['text', 'scene', 'feedback', 'lesson', 'intro']);

/** Keeps both versions of a place in a scenario: texts one after the other, a node beside the other one. Null where one has to go. */
export function bothInScenario(clash: Clash, at: EditPath, names: readonly string[]): readonly DraftEdit[] | null {
  const { mine, theirs } = clash;
  const here = clash.at.slice(at.length);
  const last = here.at(-1);
  if (here.length === 2 && here[0] === 'nodes' && isSourceMap(mine) && isSourceMap(theirs)) {
    const name = newNodeName(typeof last === 'string' ? last : '', names);
    return [{ op: 'set', at: [...clash.at.slice(0, -1), name], value: mine }];
  }
  if (typeof mine !== 'string' || typeof theirs !== 'string' || typeof last !== 'string') return null;
  if (LINES.has(last)) return [{ op: 'set', at: clash.at, value: `${theirs.trim()} ${mine.trim()}` }];
  return PROSE.has(last) ? bothOf(clash) : null;
}
