import type { DraftEdit, EditPath, EditStep, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { freshId } from '../../../server/standards/module/new-block.ts';
import { blocksOf, fieldsOf, takenIds, type OutlineBlock, type OutlineSection } from './module-outline.ts';

const listOf = (section: OutlineSection): EditPath => [...section.at, 'blocks'];
const stepOf = (entry: { readonly id: string } | undefined): EditStep | null => (entry ? { id: entry.id } : null);

/** One place up or down; past the end of its section into the next one. Null at the end of the module. */
export function moveBlock(sections: readonly OutlineSection[], id: string, by: -1 | 1): DraftEdit | null {
  const home = sections.findIndex(({ blocks }) => blocks.some((block) => block.id === id));
  const section = sections[home];
  if (section === undefined) return null;
  const index = section.blocks.findIndex((block) => block.id === id);
  const at = [...listOf(section), { id }];
  const isAtEnd = by < 0 ? index === 0 : index === section.blocks.length - 1;
  if (!isAtEnd) {
    const next = section.blocks[by < 0 ? index - 1 : index + 2];
    return { op: 'move', at, to: listOf(section), before: stepOf(next) };
  }
  const other = sections[home + by];
  if (other === undefined) return null;
  return { op: 'move', at, to: listOf(other), before: by < 0 ? null : stepOf(other.blocks[0]) };
}

/** To the place before another block, or to the end of a section. Null where it stands there already. */
export function dropBlock(
  sections: readonly OutlineSection[],
  id: string,
  to: { readonly before: string } | { readonly section: string },
): DraftEdit | null {
  const block = blocksOf(sections).find((one) => one.id === id);
  const target = sections.find(({ id: section, blocks }) =>
    'section' in to ? section === to.section : blocks.some((one) => one.id === to.before),
  );
  if (block === undefined || target === undefined) return null;
  const before = 'before' in to ? to.before : null;
  const following = target.blocks[target.blocks.findIndex((one) => one.id === id) + 1]?.id ?? null;
  const isThere = block.section === target.id && (before === id || before === following);
  return isThere
    ? null
    : { op: 'move', at: block.at, to: listOf(target), before: before === null ? null : { id: before } };
}

/** Puts a block behind another, or at the end of the section, or of the module. */
export function addBlock(
  sections: readonly OutlineSection[],
  block: SourceValue,
  behind: { readonly block: string } | { readonly section: string } | null,
): DraftEdit | null {
  const home = sections.find(({ id, blocks }) => {
    if (behind === null) return false;
    return 'block' in behind ? blocks.some((one) => one.id === behind.block) : id === behind.section;
  });
  const section = home ?? sections.at(-1);
  if (section === undefined) return null;
  const after = behind !== null && 'block' in behind ? behind.block : null;
  const index = section.blocks.findIndex((one) => one.id === after);
  const before = index < 0 ? null : stepOf(section.blocks[index + 1]);
  return { op: 'insert', at: listOf(section), before, value: block };
}

/** A copy of a block right behind it, under an id of its own. */
export function duplicateBlock(
  sections: readonly OutlineSection[],
  id: string,
): { edit: DraftEdit; id: string } | null {
  const block = blocksOf(sections).find((one) => one.id === id);
  if (block === undefined) return null;
  const newId = freshId(block.id.replace(/-\d+$/, ''), takenIds(sections));
  const edit = addBlock(sections, { ...fieldsOf(block.value), id: newId }, { block: id });
  return edit && { edit, id: newId };
}

/** The block that is chosen once another is gone: the one behind it, else the one before it. */
export function neighbourOf(sections: readonly OutlineSection[], id: string): string | null {
  const blocks: readonly OutlineBlock[] = blocksOf(sections);
  const index = blocks.findIndex((one) => one.id === id);
  return (blocks[index + 1] ?? blocks[index - 1])?.id ?? null;
}

/** A section at the end of the module, without a block. */
export function addSection(sections: readonly OutlineSection[]): { edit: DraftEdit; id: string } {
  const id = freshId('section', takenIds(sections));
  return { edit: { op: 'insert', at: ['sections'], before: null, value: { id, title: '', blocks: [] } }, id };
}

/** One place up or down among the sections. */
export function moveSection(sections: readonly OutlineSection[], id: string, by: -1 | 1): DraftEdit | null {
  const index = sections.findIndex((one) => one.id === id);
  const next = sections[by < 0 ? index - 1 : index + 2];
  const isAtEnd = by < 0 ? index <= 0 : index === sections.length - 1;
  return isAtEnd ? null : { op: 'move', at: ['sections', { id }], to: ['sections'], before: stepOf(next) };
}
