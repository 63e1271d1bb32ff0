import {
  EditPlaceError,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../../server/standards/module/draft-edit.ts';
import { asideNote, askAboutClashes, bothOf, said, type ClashWords } from './clash-dialog.ts';
import { DraftCopy, writesAt, type Clash } from './draft-copy.ts';
import type { EditorData } from './editor-data.ts';
import { ACT_WORDS, keptOffer, missingEdits, placelessEdits } from './kept-offer.ts';
import { openKeptStore } from './kept-typing.ts';
import { saveBeforeLeaving } from './leave-saved.ts';
import { startPresence } from './presence-line.ts';
import type { SaveHead } from './save-head.ts';
import { createSaveQueue, type SaveQueue } from './save-queue.ts';
import { createServerCalls, type Present, type ServerCalls } from './server-calls.ts';

/** What the server wrote into a page that keeps a file of a draft. */
export type SessionData = Pick<
  EditorData,
  'owner' | 'draftId' | 'draft' | 'page' | 'path' | 'file' | 'revision' | 'isReadOnly'
>;

/** What a page shows of the file. */
export interface SessionView extends Partial<Pick<ClashWords, 'said' | 'bothOf'>> {
  /** Everything may look different: others wrote, or the author has decided. */
  draw(): void;
  /** Shows the place of a step that was taken back or made again. */
  reveal(place: EditPath | undefined): void;
  placeName(at: EditPath): string;
  /** Names of what differs from an earlier state of the file. */
  changedSince(before: SourceValue): readonly string[];
  /** Block that the author is in, for the others. */
  where(): string | null;
  othersWords(others: readonly Present[]): string;
}

/** A file of a draft while somebody writes in it: shown at once, saved soon, kept on the device, merged with what others write. */
export interface DraftSession {
  readonly copy: DraftCopy;
  readonly calls: ServerCalls;
  readonly queue: SaveQueue;
  readonly announce: (words: string) => void;
  /** The author is somewhere else now. */
  readonly moved: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

const PLACELESS = 'It was written before this page was closed, and its place in the module is gone.';

/** Opens the session of a page; `makeView` is called once, before anything comes in. */
export function openDraftSession<View extends SessionView>(
  data: SessionData,
  head: SaveHead,
  makeView: (session: DraftSession) => View,
): View {
  const copy = new DraftCopy(data.file, data.revision);
  const calls = createServerCalls(data);
  const kept = openKeptStore(data);
  let isUnkept = false;
  let around: readonly Present[] = [];
  /** The file as its author saw it last. */
  let seen = copy.data;

  const queue = createSaveQueue(copy, {
    send: (request, isLast) => calls.save(request, isLast),
    fetch: () => calls.fetch(),
    keep: (edits) => void keep(edits),
    delay: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    changed: showState,
    arrived,
    clashed: (clashes, by) => void decide(clashes, by),
    putAside,
  });

  async function keep(edits: readonly DraftEdit[]): Promise<boolean> {
    const isKept = await kept.keep(edits);
    isUnkept = !isKept && edits.length > 0;
    showState();
    return isKept;
  }

  function showState(): void {
    seen = copy.data;
    head.undo.setAttribute('aria-disabled', String(!copy.mayUndo));
    head.redo.setAttribute('aria-disabled', String(!copy.mayRedo));
    head.state({ state: queue.state, savedAt: queue.savedAt, isUnkept });
  }

  /** Whoever did not write is told too: what others wrote stands here from now on. */
  function arrived(isOfOthers: boolean): void {
    const names = view.changedSince(seen);
    view.draw();
    if (!isOfOthers || names.length === 0) return;
    const here = around.filter(({ path }) => path === data.path).map(({ name }) => name);
    head.news(`${here.length === 0 ? 'Somebody else' : here.join(' or ')} has changed ${names.join(', ')}.`);
  }

  function putAside(edits: readonly DraftEdit[], why: string, copied?: () => void): void {
    const texts = edits.map((edit) => {
      const at = writesAt(edit);
      return `${view.placeName(at)}:\n${'value' in edit ? words.said(at, edit.value) : ACT_WORDS[edit.op]}`;
    });
    head.notes.append(asideNote(texts, why, copied));
  }

  async function decide(clashes: readonly Clash[], by: string): Promise<void> {
    const decisions = await askAboutClashes(clashes, by, words);
    for (const [index, clash] of clashes.entries()) {
      const both = decisions[index] === 'both' ? words.bothOf(clash) : null;
      if (decisions[index] === 'theirs') copy.drop(clash.at);
      else if (both === null) copy.keep(clash.at);
      else {
        copy.drop(clash.at);
        copy.edit(both);
      }
    }
    copy.endTyping();
    view.draw();
    queue.decided();
  }

  function step(places: readonly EditPath[] | null, done: string, nothing: string): void {
    if (places === null) {
      head.announce(nothing);
      return;
    }
    queue.touch();
    const [first] = places;
    view.reveal(first);
    head.announce(first === undefined ? `${done}.` : `${done}: ${view.placeName(first)}.`);
  }

  /** Puts edits of an earlier session back, each a step of undo. */
  function putBack(edits: readonly DraftEdit[]): void {
    for (const edit of edits) {
      try {
        copy.edit([edit]);
      } catch (fault) {
        if (!(fault instanceof EditPlaceError)) throw fault;
        putAside([edit], PLACELESS);
      }
    }
    step(edits.map(writesAt), 'Put back', '');
  }

  async function offerKept(): Promise<void> {
    const rows = await kept.left();
    const all = rows.flatMap((row) => row.edits);
    const edits = missingEdits(copy.data, all);
    const placeless = placelessEdits(copy.data, all);
    const last = rows.at(-1);
    if (last === undefined) return;
    let questions = Number(edits.length > 0) + Number(placeless.length > 0);
    /** Nothing is forgotten before all that is shown of it was answered. */
    const forget = async (): Promise<void> => {
      questions -= 1;
      if (questions > 0) return;
      for (const row of rows) await kept.forget(row);
    };
    if (placeless.length > 0) putAside(placeless, PLACELESS, () => void forget());
    if (edits.length === 0) {
      if (placeless.length === 0) await forget();
      return;
    }
    const put = async (): Promise<void> => {
      putBack(edits);
      const { sending, pending } = copy.unsaved;
      // Kept as this window's own before it is forgotten as another's.
      if (await keep([...sending, ...pending])) await forget();
    };
    const offer = keptOffer(copy.data, edits, {
      at: last.at,
      nameOf: words.nameOf,
      said: words.said,
      put: () => void put(),
      drop: () => void forget(),
    });
    head.notes.append(offer);
    offer.focus();
  }

  const session: DraftSession = {
    copy,
    calls,
    queue,
    announce: (sentence) => head.announce(sentence),
    moved: () => presence.moved(),
    undo: () => step(copy.undo(), 'Undone', 'There is nothing to undo any more.'),
    redo: () => step(copy.redo(), 'Done again', 'There is nothing to do again.'),
  };
  const view = makeView(session);
  const words: ClashWords = {
    nameOf: (at) => view.placeName(at),
    said: (at, value) => view.said?.(at, value) ?? said(value),
    bothOf: (clash) => (view.bothOf === undefined ? bothOf(clash) : view.bothOf(clash)),
  };
  const presence = startPresence({
    calls,
    where: () => view.where(),
    show: (others) => {
      around = others;
      head.others(view.othersWords(others));
    },
    newer: (revision) => {
      if (revision > copy.revision) queue.refresh();
    },
  });
  showState();
  head.undo.addEventListener('click', session.undo);
  head.redo.addEventListener('click', session.redo);
  listenForUndo(session);
  saveBeforeLeaving(queue);
  if (!data.isReadOnly) void offerKept();
  return view;
}

function listenForUndo({ undo, redo }: DraftSession): void {
  document.addEventListener('keydown', (event) => {
    const key = event.key.toLowerCase();
    const isInText =
      event.target instanceof Element && event.target.matches('textarea, input:not([type=checkbox], [type=radio])');
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isInText) return;
    const isUndo = key === 'z' && !event.shiftKey;
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (!isUndo && !isRedo) return;
    event.preventDefault();
    if (isUndo) undo();
    else redo();
  });
}
