import type { DraftEdit, EditPath } from '../../../server/standards/module/draft-edit.ts';
import type { BlockForm } from '../../../server/standards/module/block-form.ts';
import { freshId, newBlock, type FirstIds } from '../../../server/standards/module/new-block.ts';
import { askForKind } from './add-dialog.ts';
import {
  addBlock,
  addSection,
  dropBlock,
  duplicateBlock,
  moveBlock,
  moveSection,
  neighbourOf,
} from './block-actions.ts';
import type { CanvasActs } from './canvas-view.ts';
import { blockName, blocksOf, takenIds, type OutlineSection } from './module-outline.ts';
import type { Chosen } from './outline-view.ts';

interface Ports {
  readonly forms: readonly BlockForm[];
  readonly sections: () => readonly OutlineSection[];
  readonly chosen: () => Chosen;
  readonly firstIds: () => FirstIds;
  /** Makes the edits, or says that their place is gone: false. */
  readonly change: (edits: readonly DraftEdit[]) => boolean;
  readonly draw: () => void;
  /** Chooses what is written from now on; `field`: its first field takes the focus. */
  readonly choose: (chosen: Chosen, focus: 'heading' | 'field') => void;
  /** What was chosen is gone: this is chosen instead, and the outline takes the focus. */
  readonly instead: (chosen: Chosen) => void;
  readonly announce: (words: string) => void;
}

/** What is done with whole blocks and sections. */
export interface BlockCommands extends Omit<CanvasActs, 'choose' | 'comments' | 'write'> {
  /** Behind what is chosen. */
  addHere(): void;
  addSection(): void;
}

/** Commands over the edits of `block-actions`. */
export function createBlockCommands(ports: Ports): BlockCommands {
  const { sections, change, draw, choose, announce } = ports;
  const nameOf = (id: string): string => {
    const block = blocksOf(sections()).find((one) => one.id === id);
    return block === undefined ? id : blockName(block);
  };

  function act(edit: DraftEdit | null, words: string): boolean {
    if (edit === null) {
      announce('It cannot go further.');
      return false;
    }
    if (!change([edit])) return false;
    draw();
    announce(words);
    return true;
  }

  async function add(behind: Parameters<typeof addBlock>[2]): Promise<void> {
    const form = await askForKind(ports.forms);
    if (form === null) return;
    const id = freshId(form.type, takenIds(sections()));
    const edit = addBlock(sections(), newBlock(form, id, ports.firstIds()), behind);
    if (edit === null) {
      announce('Add a section first: blocks stand in sections.');
      return;
    }
    if (act(edit, `${form.name} was added.`)) choose({ kind: 'block', id }, 'field');
  }

  return {
    drop: (id, to) => void act(dropBlock(sections(), id, to), `${nameOf(id)} was moved.`),
    move: (id, by) => void act(moveBlock(sections(), id, by), `${nameOf(id)} was moved ${by < 0 ? 'up' : 'down'}.`),
    moveSection: (id, by) => void act(moveSection(sections(), id, by), 'The section was moved.'),
    add: (behind) => void add(behind),
    duplicate(id) {
      const made = duplicateBlock(sections(), id);
      if (made !== null && act(made.edit, `${nameOf(id)} was duplicated.`)) {
        choose({ kind: 'block', id: made.id }, 'heading');
      }
    },
    remove(chosen) {
      const block = blocksOf(sections()).find(({ id }) => id === chosen.id);
      const name = chosen.kind === 'block' ? nameOf(chosen.id) : 'The section';
      const at: EditPath = chosen.kind === 'section' ? ['sections', { id: chosen.id }] : (block?.at ?? []);
      const next = chosen.kind === 'block' ? neighbourOf(sections(), chosen.id) : null;
      if (!act({ op: 'remove', at }, `${name} was removed. Undo brings it back.`)) return;
      ports.instead(next === null ? { kind: 'module' } : { kind: 'block', id: next });
    },
    addHere() {
      const chosen = ports.chosen();
      if (chosen.kind === 'module') void add(null);
      else void add(chosen.kind === 'block' ? { block: chosen.id } : { section: chosen.id });
    },
    addSection() {
      const { edit, id } = addSection(sections());
      if (act(edit, 'A section was added.')) choose({ kind: 'section', id }, 'field');
    },
  };
}
