import { MEDIA_FILE } from '../media-source.ts';
import type { FileDifference } from './describe-difference.ts';
import { describeDifference } from './describe-difference.ts';
import { readReleased } from './flow-input.ts';
import type { ReleaseRow } from './flow-model.ts';

/** What is different in a module or a bank of questions for who takes the course. */
export interface OfferedChange {
  readonly title: string;
  readonly state: FileDifference['state'];
  /** Places that were written anew; 0 where all of it is new or gone. */
  readonly places: number;
}

/** The version that somebody runs on and the one that is offered, of one agency. */
export interface VersionPair {
  readonly agencyId: string;
  readonly from: string;
  readonly to: string;
}

/** A published version as it is told to who runs on an earlier one: no text of it, since that may be an answer. */
export interface OfferedVersion {
  readonly releasedAt: Date;
  /** As its author wrote it; '' without. */
  readonly note: string;
  /** Null where the earlier version was not published out of the same draft. */
  readonly changes: readonly OfferedChange[] | null;
}

/** Tells one release beside the release that somebody runs on. */
export function tellOffered(to: ReleaseRow, from: ReleaseRow | null): OfferedVersion {
  const { releasedAt, note } = to;
  if (from === null) return { releasedAt, note, changes: null };
  const [before, after] = [readReleased(from.source).files, readReleased(to.source).files];
  const changes = new Map<string, OfferedChange>();
  for (const { path, title, state, differences } of describeDifference(before, after)) {
    if (path === MEDIA_FILE) continue;
    // A translation is the same module to who takes the course.
    const stem = path.replace(/(?:\.[^./]+)?\.yaml$/, '');
    const known = changes.get(stem);
    const isWhole = path === `${stem}.yaml`;
    if (known === undefined)
      changes.set(stem, isWhole ? { title, state, places: differences.length } : translated(differences, title));
    else if (isWhole)
      changes.set(stem, { title, state, places: state === 'changed' ? differences.length + known.places : 0 });
    else if (known.state === 'changed') changes.set(stem, { ...known, places: known.places + differences.length });
  }
  return { releasedAt, note, changes: [...changes.values()] };
}

function translated(differences: FileDifference['differences'], title: string): OfferedChange {
  return { title, state: 'changed', places: Math.max(1, differences.length) };
}
