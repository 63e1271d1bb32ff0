import type { DraftEdit, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import type { Clash, DraftCopy, EditRequest, Rebased } from './draft-copy.ts';
import type { SaveState } from './save-words.ts';

/** What the server said to a request. */
export type SaveVerdict =
  | {
      readonly kind: 'saved';
      readonly revision: number;
      readonly since: readonly DraftEdit[];
      readonly applied: readonly DraftEdit[];
    }
  | { readonly kind: 'conflict'; readonly by: string; readonly when: string }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'signed-out' }
  /** No answer, or none of ours. */
  | { readonly kind: 'retry' };

/** What the queue needs of the world; specs hand in their own. */
export interface SavePorts {
  /** One request; `isLast`: the page goes, nobody waits for the answer. */
  readonly send: (request: EditRequest & { readonly editId: string }, isLast: boolean) => Promise<SaveVerdict>;
  /** The file as the server has it; null where it cannot be had now, `gone` where it never will be. */
  readonly fetch: () => Promise<{ readonly data: SourceValue; readonly revision: number } | 'gone' | null>;
  /** Keeps on this device what the server has not acknowledged; an empty list: nothing. */
  readonly keep: (edits: readonly DraftEdit[]) => void;
  readonly delay: (ms: number, work: () => void) => () => void;
  readonly now: () => number;
  readonly newId: () => string;
  /** Told after everything that changes {@link SaveQueue.state}. */
  readonly changed: () => void;
  /** The file is as the server has it: what others wrote has come in, or what was refused has gone. */
  readonly arrived: (isOfOthers: boolean) => void;
  /** Two wrote at the same place: nothing is sent until `decided` is called. */
  readonly clashed: (clashes: readonly Clash[], by: string) => void;
  /** Own edits that could not be kept, and why; they stay on the device until `copied` is called. */
  readonly putAside: (edits: readonly DraftEdit[], why: string, copied: () => void) => void;
}

/** Saves a {@link DraftCopy}: soon after the last key, one request at a time, kept on the device until it is acknowledged. */
export interface SaveQueue {
  /** Something has changed. */
  touch(): void;
  /** Sends now what waits. */
  now(): void;
  /** The page goes. */
  leave(): void;
  /** The server has a newer file than ours. */
  refresh(): void;
  /** The author has decided about clashes. */
  decided(): void;
  readonly state: SaveState;
  readonly savedAt: number | null;
}

/** From the last key to the request, ms. */
const PAUSE_MS = 700;
/** Who never pauses is saved all the same, ms. */
const MOST_WAIT_MS = 1_800;
/** From a key to the device, ms. */
const KEEP_MS = 250;
const MOST_BACKOFF_MS = 20_000;
const GONE_FILE = 'The module was removed or closed to you while you wrote.';
const GONE = 'Its place in the module is gone: somebody else has removed it.';

/** A queue over its ports. */
export function createSaveQueue(copy: DraftCopy, ports: SavePorts): SaveQueue {
  let trouble: 'offline' | 'signed-out' | null = null;
  let isBusy = false;
  let isDeciding = false;
  let isGone = false;
  let failures = 0;
  let savedAt: number | null = null;
  let editId: string | null = null;
  let request: EditRequest | null = null;
  let aside: readonly DraftEdit[] = [];
  let singly = 0;
  let waitsSince: number | null = null;
  let cancelSend: (() => void) | null = null;
  let cancelKeep: (() => void) | null = null;

  function keepNow(): void {
    cancelKeep?.();
    cancelKeep = null;
    const { sending, pending } = copy.unsaved;
    ports.keep([...aside, ...sending, ...pending]);
  }

  /** What was refused is in no file: whoever closes the page before copying it finds it offered the next time. */
  function setAside(edits: readonly DraftEdit[], why: string): void {
    aside = [...aside, ...edits];
    ports.putAside(edits, why, () => {
      aside = aside.filter((edit) => !edits.includes(edit));
      keepNow();
    });
  }

  function plan(ms: number): void {
    if (isGone) return;
    cancelSend?.();
    cancelSend = ports.delay(ms, () => {
      cancelSend = null;
      void pump();
    });
  }

  function touch(): void {
    const now = ports.now();
    waitsSince ??= now;
    cancelKeep ??= ports.delay(KEEP_MS, keepNow);
    // Where the server does not answer, keys do not make it come back sooner.
    if (failures === 0) plan(Math.max(0, Math.min(PAUSE_MS, waitsSince + MOST_WAIT_MS - now)));
    ports.changed();
  }

  async function pump(): Promise<void> {
    if (isBusy || isDeciding || isGone) return;
    if (request === null) {
      // After a refusal one by one, so that only what cannot be kept is put aside.
      request = singly > 0 ? copy.take(1) : copy.take();
      singly = Math.max(0, singly - 1);
      editId = ports.newId();
    }
    if (request === null || editId === null) return;
    isBusy = true;
    waitsSince = null;
    ports.changed();
    const verdict = await ports.send({ ...request, editId }, false);
    const isOver = await take(verdict);
    isBusy = false;
    if (isOver && !copy.isSaved && !isDeciding) plan(failures === 0 ? 0 : backoff());
    else if (!isOver) plan(backoff());
    ports.changed();
  }

  /** Acts on an answer; false where the same request goes once more. */
  async function take(verdict: SaveVerdict): Promise<boolean> {
    switch (verdict.kind) {
      case 'saved': {
        const rebased = copy.acknowledge(verdict.revision, verdict.since, verdict.applied);
        done();
        savedAt = ports.now();
        keepNow();
        if (rebased === null) await adopt();
        else if (verdict.since.length > 0) arrive(rebased, '');
        return true;
      }
      case 'conflict': {
        const file = await ports.fetch();
        if (file === 'gone') return gone();
        if (file === null) return fail('offline');
        done();
        arrive(copy.adopt(file.data, file.revision), verdict.by);
        return true;
      }
      case 'refused': {
        if ((request?.edits.length ?? 0) > 1) {
          singly = request?.edits.length ?? 0;
          copy.giveBack();
          done();
          return true;
        }
        const file = await ports.fetch();
        if (file === 'gone') return gone();
        if (file === null) return fail('offline');
        const edits = copy.refuse();
        done();
        arrive(copy.adopt(file.data, file.revision), '', false);
        setAside(edits, verdict.words);
        keepNow();
        return true;
      }
      default:
        return fail(verdict.kind === 'signed-out' ? 'signed-out' : 'offline');
    }
  }

  function done(): void {
    request = null;
    editId = null;
    failures = 0;
    trouble = null;
  }

  /** Nothing can be saved any more: all that was not is shown, to be copied. It stays on the device too. */
  function gone(): true {
    keepNow();
    done();
    isGone = true;
    cancelSend?.();
    const { sending, pending } = copy.unsaved;
    const edits = [...sending, ...pending];
    if (edits.length > 0) ports.putAside(edits, GONE_FILE, () => undefined);
    return true;
  }

  function fail(why: 'offline' | 'signed-out'): false {
    failures += 1;
    trouble = why;
    return false;
  }

  function arrive({ clashes, aside: placeless }: Rebased, by: string, isOfOthers = true): void {
    ports.arrived(isOfOthers);
    if (placeless.length > 0) setAside(placeless, GONE);
    if (clashes.length === 0) return;
    isDeciding = true;
    ports.clashed(clashes, by);
  }

  function backoff(): number {
    return Math.min(MOST_BACKOFF_MS, 1000 * 2 ** (failures - 1));
  }

  /** Takes in the file of the server where it is newer; where it cannot be had, whoever looks next finds it newer still. */
  async function adopt(): Promise<void> {
    const file = await ports.fetch();
    if (file === 'gone') {
      gone();
      return;
    }
    // Something may have been typed meanwhile; nothing was sent.
    if (file !== null && file.revision > copy.revision) arrive(copy.adopt(file.data, file.revision), '');
  }

  async function refresh(): Promise<void> {
    if (isBusy || isDeciding || isGone || copy.isSending) return;
    isBusy = true;
    await adopt();
    isBusy = false;
    if (!copy.isSaved && !isDeciding) plan(0);
    ports.changed();
  }

  return {
    touch,
    now: () => void pump(),
    leave() {
      keepNow();
      if (isBusy || isDeciding || isGone) return;
      const last = request ?? copy.take();
      if (last === null) return;
      request = last;
      editId ??= ports.newId();
      isBusy = true;
      void ports.send({ ...last, editId }, true).then(async (verdict) => {
        // A page that comes back goes on where it was.
        await take(verdict);
        isBusy = false;
        if (!copy.isSaved && !isDeciding) plan(backoff());
        return ports.changed();
      });
    },
    refresh: () => void refresh(),
    decided() {
      isDeciding = false;
      keepNow();
      plan(0);
      ports.changed();
    },
    get state() {
      if (isGone) return 'gone';
      if (isDeciding) return 'deciding';
      if (copy.isSaved) return 'saved';
      if (trouble !== null) return trouble;
      return isBusy ? 'saving' : 'waiting';
    },
    get savedAt() {
      return savedAt;
    },
  };
}
