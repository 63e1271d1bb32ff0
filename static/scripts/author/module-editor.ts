import { valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import type { MediaUse } from '../../../server/standards/module/block-form.ts';
import {
  EditPlaceError,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../../server/standards/module/draft-edit.ts';
import type { FirstIds } from '../../../server/standards/module/new-block.ts';
import { createBlockCommands, type BlockCommands } from './block-commands.ts';
import type { BlockComments } from './block-comments.ts';
import { CanvasView, type CanvasActs } from './canvas-view.ts';
import type { DraftCopy } from './draft-copy.ts';
import type { DraftSession, SessionView } from './draft-session.ts';
import type { BlockLook, EditorData } from './editor-data.ts';
import { fieldWrite } from './field-edits.ts';
import { FormPanel } from './form-panel.ts';
import { mediaFor, placeName, referredTo, subjectOf, withMedia } from './form-subject.ts';
import { InPlace } from './in-place.ts';
import { mediaEdits } from './media-edits.ts';
import { pickMedia } from './media-picker.ts';
import { createLookLoader } from './look-loader.ts';
import {
  blockName,
  blocksOf,
  changedBlocks,
  entriesOf,
  fieldsOf,
  outlineOf,
  textOf,
  type OutlineSection,
} from './module-outline.ts';
import { chosenBy, hashOf, OutlineView, type Chosen } from './outline-view.ts';
import { presenceWords } from './presence-line.ts';
import type { Present } from './server-calls.ts';

/** Parts of the page that the editor fills. */
export interface EditorRoots {
  readonly editor: HTMLElement;
  readonly outline: HTMLElement;
  readonly canvas: HTMLElement;
  readonly side: HTMLElement;
  readonly title: HTMLElement;
}

interface Parts {
  readonly data: EditorData;
  readonly roots: EditorRoots;
  readonly session: DraftSession;
}

/** The module on the screen: what is chosen, its form, and everything that changes it. */
export class ModuleEditor implements SessionView {
  /** What is done with whole blocks. */
  readonly commands: BlockCommands;
  /** What colleagues say of what is chosen; there once the server was asked. */
  talk: BlockComments | null = null;
  readonly #parts: Parts;
  readonly #outline: OutlineView;
  readonly #canvas: CanvasView;
  readonly #form: FormPanel;
  readonly #inPlace: InPlace;
  readonly #looks: ReturnType<typeof createLookLoader>;
  readonly #issues = new Map<string, BlockLook['issues']>();
  #sections: readonly OutlineSection[];
  #chosen: Chosen;
  #at: EditPath = [];
  #media: EditorData['media'];

  constructor(parts: Parts) {
    this.#parts = parts;
    const { data, roots, session } = parts;
    const { copy, calls } = session;
    this.#media = data.media;
    this.#sections = outlineOf(copy.data);
    const form = (type: string) => data.forms.blocks.find((one) => one.type === type);
    const typeName = (type: string): string => form(type)?.name ?? type;
    this.commands = createBlockCommands({
      forms: data.forms.blocks,
      sections: () => this.#sections,
      chosen: () => this.#chosen,
      firstIds: () => this.#firstIds(),
      change: (edits) => this.#try(edits),
      draw: () => this.draw(),
      choose: (chosen, focus) => this.choose(chosen, focus),
      instead: (chosen) => {
        this.#chosen = chosen;
        this.draw();
        this.toBlocks();
      },
      announce: session.announce,
    });
    const choose = (chosen: Chosen): void => this.choose(chosen, 'heading');
    this.#inPlace = new InPlace({
      look: (id) => this.#canvas.lookOf(id),
      block: (id) => blocksOf(this.#sections).find((one) => one.id === id),
      form: (type) => (data.isReadOnly ? undefined : form(type)),
      begin: (id) => this.choose({ kind: 'block', id }, null),
      write: (at, value) => {
        this.#write(at, value);
        this.#form.mirror(at, value);
      },
      endTyping: () => copy.endTyping(),
      back: (id) => this.#canvas.focus(id),
      rest: (id) => choose({ kind: 'block', id }),
    });
    const write: CanvasActs['write'] = (id, point) => this.#inPlace.open(id, point);
    const acts = { ...this.commands, choose, write, comments: () => this.talk?.focus() };
    this.#outline = new OutlineView(roots.outline, typeName, acts);
    const mediaUrl = (path: string): string => `${data.draft}/media/file?path=${encodeURIComponent(path)}`;
    const moduleCss = roots.editor.dataset['moduleCss'] ?? '';
    this.#canvas = new CanvasView(
      { root: roots.canvas, moduleCss, mediaUrl, typeName, isReadOnly: data.isReadOnly },
      acts,
    );
    this.#form = new FormPanel(roots.side, () => this.toBlocks());
    this.#chosen = chosenBy(location.hash, this.#sections);
    this.#looks = createLookLoader({
      stale: () => this.#canvas.stale(blocksOf(this.#sections)).map(({ value }) => value),
      ask: (blocks) => calls.looks(blocks),
      show: (look) => this.#show(look),
    });
    this.draw();
    this.#canvas.stale(blocksOf(this.#sections));
    for (const look of data.looks) this.#show(look);
  }

  get chosen(): Chosen {
    return this.#chosen;
  }

  get sections(): readonly OutlineSection[] {
    return this.#sections;
  }

  countComments(open: ReadonlyMap<string, number>): void {
    this.#canvas.count(open);
  }

  get chosenBlock(): string | null {
    return this.#chosen.kind === 'block' ? this.#chosen.id : null;
  }

  placeName(at: EditPath): string {
    return placeName(at, this.#sections, this.#parts.data);
  }

  /** Chooses what is written; the form takes the focus, unless it is written in its place: null. */
  choose(chosen: Chosen, focus: 'heading' | 'field' | null): void {
    this.#parts.session.copy.endTyping();
    this.#chosen = chosen;
    history.replaceState(null, '', hashOf(chosen));
    this.#marks();
    this.#drawForm();
    if (focus !== null) this.#parts.roots.editor.dataset['pane'] = 'form';
    if (focus === 'field') this.#form.focusFirst();
    else if (focus === 'heading') this.#form.focusHeading();
    this.#parts.session.moved();
  }

  /** From the form back to the outline. */
  toBlocks(): void {
    this.#parts.roots.editor.dataset['pane'] = 'blocks';
    this.#outline.focus(this.#chosen);
  }

  /** Draws the module as it is now; what has not changed stays. */
  draw(): void {
    const { roots, session } = this.#parts;
    const { copy } = session;
    this.#sections = outlineOf(copy.data);
    if (subjectOf(this.#chosen, this.#sections, this.#parts.data) === null) this.#chosen = chosenBy('', this.#sections);
    this.#outline.draw(this.#sections);
    this.#canvas.draw(this.#sections, this.#chosen);
    this.#inPlace.refresh();
    roots.title.textContent = textOf(fieldsOf(copy.data)['title']) || roots.title.textContent;
    this.#marks();
    this.#drawForm();
    this.#looks.now();
  }

  /** Chooses the block of a place that was written at. */
  reveal(place: EditPath | undefined): void {
    const [section, block] = (place ?? []).flatMap((step) => (typeof step === 'object' ? [step.id] : []));
    const isThere = blocksOf(outlineOf(this.#parts.session.copy.data)).some(({ id }) => id === block);
    if (block !== undefined && isThere) this.#chosen = { kind: 'block', id: block };
    else if (section === undefined && place !== undefined) this.#chosen = { kind: 'module' };
    this.draw();
  }

  /** Names of blocks that differ from an earlier state of the module. */
  changedSince(before: SourceValue): readonly string[] {
    return changedBlocks(before, this.#parts.session.copy.data);
  }

  where(): string | null {
    return this.chosenBlock;
  }

  othersWords(others: readonly Present[]): string {
    return presenceWords(others, this.#parts.data.path, (id) => {
      const block = blocksOf(this.#sections).find((one) => one.id === id);
      return block === undefined ? id : blockName(block);
    });
  }

  #marks(): void {
    this.#outline.choose(this.#chosen);
    this.#canvas.choose(this.#chosen);
    if (this.#chosen.kind === 'block') this.#canvas.scrollTo(this.#chosen.id);
  }

  #drawForm(): void {
    const { data, session } = this.#parts;
    const { copy, announce } = session;
    const subject = subjectOf(this.#chosen, this.#sections, data);
    this.#at = subject?.at ?? [];
    this.#form.draw(subject, {
      type: subject?.type ?? '',
      value: (at) => valueAtPlace(copy.data, at),
      write: (at, value) => this.#write(at, value),
      edit: (edits) => {
        if (this.#try(edits)) this.draw();
      },
      endTyping: () => copy.endTyping(),
      refer: (to, at) => referredTo(to, at, copy.data, data),
      media: (use) => mediaFor(use, this.#media),
      pick: (use, at) => void this.#pick(use, at),
      firstIds: () => this.#firstIds(),
      announce,
    });
    this.#form.say((this.chosenBlock !== null && this.#issues.get(this.chosenBlock)) || []);
    this.talk?.draw();
  }

  /** One key: nothing is drawn anew but the names that it changes. */
  #write(at: EditPath, value: Parameters<DraftCopy['type']>[1]): void {
    const { roots, session } = this.#parts;
    const { copy, queue } = session;
    const write = fieldWrite(copy.data, at, value);
    if (write === null) return;
    try {
      copy.type(write.at, write.value);
    } catch (error) {
      if (!(error instanceof EditPlaceError)) throw error;
      this.#gone();
      return;
    }
    queue.touch();
    this.#sections = outlineOf(copy.data);
    const block = this.chosenBlock;
    if (block !== null) {
      const now = { id: block, value: valueAtPlace(copy.data, this.#at) ?? null };
      this.#outline.rename(now);
      this.#canvas.rename(now);
    } else if (this.#chosen.kind === 'module') {
      roots.title.textContent = textOf(fieldsOf(copy.data)['title']);
    }
    this.#looks.soon();
  }

  #try(edits: readonly DraftEdit[]): boolean {
    const { copy, queue } = this.#parts.session;
    try {
      copy.edit(edits);
    } catch (error) {
      if (!(error instanceof EditPlaceError)) throw error;
      this.#gone();
      return false;
    }
    queue.touch();
    return true;
  }

  async #pick(use: MediaUse, at: EditPath): Promise<void> {
    const { data, session } = this.#parts;
    const picked = await pickMedia(data.draft, use);
    if (picked === null) return;
    this.#media = withMedia(this.#media, use, picked);
    if (this.#try(mediaEdits(session.copy.data, at, picked))) this.draw();
  }

  #gone(): void {
    this.draw();
    this.#parts.session.announce('That place is not there any more: somebody else has changed the module.');
  }

  #show(look: BlockLook): void {
    this.#issues.set(look.id, look.issues);
    this.#canvas.show(look);
    if (look.id === this.chosenBlock) this.#form.say(look.issues);
  }

  #firstIds(): FirstIds {
    const { data, session } = this.#parts;
    const [objective] = entriesOf(fieldsOf(session.copy.data)['objectives']);
    return { objective: textOf(objective?.['id']), bank: data.banks[0]?.value ?? '' };
  }
}
