import { newId, sha256Hex } from '../platform/index.ts';
import type { LaunchRow } from './attempt-model.ts';
import type { AttemptPicture } from './attempt-picture.ts';
import { LINK_FORMAT, nextLink } from './chain.ts';
import type { CommitItem } from './commit-item.ts';
import type { CommitRow } from './commit-model.ts';
import { projectEntry, type Projection } from './project-entry.ts';

/** When an entry is appended, and its place among those of all attempts. */
interface EntryPlace {
  readonly seq: number;
  readonly turn: number;
  readonly receivedAt: Date;
}

/** Projects an item and makes it the next link of its attempt's chain; changes the picture in place. */
export function appendEntry(
  picture: AttemptPicture,
  launch: LaunchRow,
  item: CommitItem,
  { seq, turn, receivedAt }: EntryPlace,
): { readonly row: CommitRow; readonly projection: Projection } {
  const { attempt } = picture;
  const { final, trigger, scoId, payload, payloadSha256, packed, bytes } = item;
  const projection = projectEntry(picture, { launch, seq, final, trigger, scoId, receivedAt, payload });
  attempt.commitCount += 1;
  const entry = {
    id: newId(),
    agencyId: launch.agencyId,
    attemptId: attempt.id,
    launchId: launch.id,
    seq,
    position: attempt.commitCount,
    turn,
    scoId,
    trigger,
    final,
    outcome: projection.outcome,
    receivedAt,
    clientTime: item.clientTime,
    bytes,
    payloadSha256,
    linkFormat: LINK_FORMAT,
    packedSha256: sha256Hex(packed),
  };
  attempt.chainHead = nextLink(attempt.chainHead, entry);
  return { row: { ...entry, payload: packed, link: attempt.chainHead }, projection };
}
