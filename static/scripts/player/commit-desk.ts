import { CHANGE_MS, isUrgent, makeCommit, mergeDraft, saysMore } from './commit-maker.ts';
import type { Draft, ScoChange } from './commit-maker.ts';
import { gzipBase64, gzipStoredBase64 } from './gzip.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxPlace, OutboxRow } from './outbox-queue.ts';
import type { EndRequest } from '../../../server/standards/launch-contract.ts';

/** What the desk needs of the world. */
export interface DeskPorts {
  readonly outbox: Pick<Outbox, 'add' | 'rows'>;
  readonly place: Pick<OutboxPlace, 'owner' | 'attemptId' | 'launchId'>;
  readonly delay: (ms: number, work: () => void) => () => void;
  readonly now: () => Date;
  readonly changed: () => void;
}

/** Where changes of SCOs become rows of the outbox, in order and numbered. */
export interface CommitDesk {
  change(change: ScoChange): void;
  end(reason: EndRequest['reason']): void;
  /** Makes rows of everything within this very turn; the newest record is then also there without an engine state. */
  flushNow(): void;
  /** Something is not a row yet. */
  readonly isDirty: boolean;
}

interface Packing {
  readonly draft: Draft;
  readonly seq: number;
  isDone: boolean;
}

/** A desk for one launch. */
export function createCommitDesk(ports: DeskPorts): CommitDesk {
  const last = new Map<string, Draft>();
  let draft: Draft | null = null;
  let seq = 0;
  let cancelTimer: (() => void) | null = null;
  let packings: Packing[] = [];
  let tail: Promise<void> = Promise.resolve();
  let ending: { readonly seq: number; readonly reason: EndRequest['reason'] } | null = null;

  function addRow(made: Draft, number: number, engineState: string | null): void {
    const commit = makeCommit(made, number, ports.now(), engineState);
    ports.outbox.add({ ...ports.place, scoId: made.scoId, seq: number, body: { kind: 'commit', commit } });
  }

  /** The draft takes its number now; only the packing of an engine state may take until the next turns. */
  function takeDraft(): void {
    cancelTimer?.();
    cancelTimer = null;
    const taken = draft;
    draft = null;
    if (taken === null || !saysMore(taken, last.get(taken.scoId))) return;
    last.set(taken.scoId, { ...taken, record: { ...taken.record } });
    seq += 1;
    if (taken.engine === undefined && packings.length === 0) {
      addRow(taken, seq, null);
      return;
    }
    const packing: Packing = { draft: taken, seq, isDone: false };
    packings.push(packing);
    tail = tail.then(() => pack(packing));
  }

  async function pack(packing: Packing): Promise<void> {
    const { engine } = packing.draft;
    const packed = engine === undefined || packing.isDone ? null : await gzipBase64(engine.state).catch(() => null);
    finish(packing, packed);
    ports.changed();
  }

  function finish(packing: Packing, packed: string | null): void {
    if (packing.isDone) return;
    packing.isDone = true;
    packings = packings.filter((one) => one !== packing);
    const { engine } = packing.draft;
    addRow(packing.draft, packing.seq, engine === undefined ? null : (packed ?? gzipStoredBase64(engine.state)));
    if (packings.length === 0) addEnd();
  }

  function addEnd(): void {
    if (ending === null) return;
    const { seq: number, reason } = ending;
    ending = null;
    ports.outbox.add({ ...ports.place, scoId: '', seq: number, body: { kind: 'end', end: { reason } } });
  }

  /** A row that a beacon can carry: engine states are too large for one, and are kept beside it. */
  function addLightCopy(): void {
    const mine = ports.outbox.rows.filter(({ launchId }) => launchId === ports.place.launchId);
    const commits = mine.filter((row): row is OutboxRow & { body: { kind: 'commit' } } => row.body.kind === 'commit');
    const newest = commits.reduce<(typeof commits)[number] | null>(
      (a, b) => (a === null || b.seq > a.seq ? b : a),
      null,
    );
    if (newest === null || newest.body.commit.engineState === undefined) return;
    const made = last.get(newest.scoId);
    if (made === undefined) return;
    seq += 1;
    // A final copy repeats what the SCO left; under another trigger the server would take it for a new session.
    const trigger = made.final ? 'navigation' : 'pagehide';
    addRow({ scoId: made.scoId, record: made.record, final: made.final, trigger }, seq, null);
  }

  return {
    change(change) {
      if (draft !== null && draft.scoId !== change.scoId) takeDraft();
      draft = mergeDraft(draft, change);
      if (isUrgent(change)) takeDraft();
      else cancelTimer ??= ports.delay(CHANGE_MS, takeDraft);
      ports.changed();
    },
    end(reason) {
      takeDraft();
      seq += 1;
      ending = { seq, reason };
      if (packings.length === 0) addEnd();
    },
    flushNow() {
      if (draft !== null) draft = { ...draft, trigger: 'pagehide' };
      takeDraft();
      for (const packing of packings) finish(packing, null);
      addLightCopy();
    },
    get isDirty() {
      return draft !== null || packings.length > 0;
    },
  };
}
