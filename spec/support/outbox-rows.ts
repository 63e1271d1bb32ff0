import type { CommitRequest } from '../../server/standards/launch-contract.ts';
import type { OutboxRow } from '../../static/scripts/player/outbox-queue.ts';

/** A row of the outbox with a commit in it. */
export function buildRow(seq: number, change: Partial<CommitRequest> & { launchId?: string } = {}): OutboxRow {
  const { launchId = 'launch-1', ...rest } = change;
  const commit: CommitRequest = {
    seq,
    final: false,
    trigger: 'change',
    scoId: 'sco-1',
    cmi: { 'cmi.core.lesson_location': String(seq) },
    clientTime: '2026-03-04T10:42:00.000Z',
    sha256: '0'.repeat(64),
    ...rest,
  };
  const place = { owner: 'owner-1', attemptId: 'attempt-1', scoId: commit.scoId, launchId, seq };
  return { ...place, body: { kind: 'commit', commit } };
}
