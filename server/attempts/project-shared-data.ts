import type { AttemptPicture, Entry } from './attempt-picture.ts';
import { derivedId } from '../platform/index.ts';
import { activityList } from './run-time.ts';
import { storable } from './sco-rows.ts';

/** Characters that an adl.data store takes (RTE 4.3.1). */
const STORE_LIMIT = 64_000;

/**
 * Keeps the adl.data stores of a commit (CAM 3.4.1.11): those that the SCO may write, within the standard's length. A commit
 * that an older seq of the launch overtook changes none.
 */
export function projectSharedData(
  picture: AttemptPicture,
  entry: Entry,
  stores: Readonly<Record<string, string>> | null,
): void {
  if (stores === null || isOvertaken(picture, entry)) return;
  const { agencyId, personId } = picture.owner;
  const scope = sharedScope(picture);
  for (const target of writableTargets(picture)) {
    const store = Object.hasOwn(stores, target) ? stores[target] : undefined;
    if (store === undefined || store.length > STORE_LIMIT) continue;
    const id = derivedId('shared', agencyId, personId, scope, target);
    const row = { id, agencyId, personId, scope, target: storable(target, 1000), store: storable(store) };
    picture.touched.shared.set(id, { ...row, updatedAt: entry.receivedAt });
  }
}

/** Where the stores of a course are kept: the system's, or the attempt's own. */
export function sharedScope(picture: Pick<AttemptPicture, 'version' | 'attempt'>): string {
  return picture.version.structure.sharedDataGlobalToSystem ? 'system' : picture.attempt.id;
}

function writableTargets({ version }: AttemptPicture): Set<string> {
  const maps = activityList(version.structure).flatMap((activity) => activity.sharedData);
  return new Set(maps.filter((map) => map.write).map((map) => map.targetId));
}

function isOvertaken(picture: AttemptPicture, { launch, seq }: Entry): boolean {
  return (picture.sessions.get(launch.id) ?? []).some((session) => session.lastSeq > seq);
}
