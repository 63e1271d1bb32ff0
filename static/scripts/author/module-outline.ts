import { isSourceList, isSourceMap } from '../../../server/standards/module/apply-edits.ts';
import type { EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';

/** A block as the outline shows it, however wrong the rest of it may be. */
export interface OutlineBlock {
  readonly id: string;
  readonly type: string;
  readonly section: string;
  readonly at: EditPath;
  readonly value: SourceValue;
}

/** A section with its blocks. */
export interface OutlineSection {
  readonly id: string;
  readonly title: string;
  readonly at: EditPath;
  readonly blocks: readonly OutlineBlock[];
}

type Fields = { readonly [key: string]: SourceValue };

/** Longest name in a list, characters. */
const NAME_LIMIT = 60;

/** Fields that tell what a block is about, the best first. */
const SPEAKING = ['title', 'prompt', 'text', 'intro', 'task', 'alt', 'caption', 'src', 'bank'];

/** The sections of a module and the blocks in them; what has no id cannot be named by an edit and is left to Source. */
export function outlineOf(data: SourceValue): OutlineSection[] {
  return entriesOf(fieldsOf(data)['sections']).flatMap((section) => {
    const id = section['id'];
    if (typeof id !== 'string') return [];
    const at: EditPath = ['sections', { id }];
    const blocks = entriesOf(section['blocks']).flatMap((block): OutlineBlock[] => {
      const blockId = block['id'];
      if (typeof blockId !== 'string') return [];
      const type = textOf(block['type']);
      return [{ id: blockId, type, section: id, at: [...at, 'blocks', { id: blockId }], value: block }];
    });
    return [{ id, title: textOf(section['title']), at, blocks }];
  });
}

/** All blocks in their order. */
export function blocksOf(sections: readonly OutlineSection[]): OutlineBlock[] {
  return sections.flatMap(({ blocks }) => blocks);
}

/** Names of the blocks that are new or other than before, or gone. */
export function changedBlocks(before: SourceValue, after: SourceValue): string[] {
  const [was, is] = [blocksOf(outlineOf(before)), blocksOf(outlineOf(after))];
  const other = is.filter((block) => JSON.stringify(sameId(was, block)?.value) !== JSON.stringify(block.value));
  const gone = was.filter((block) => sameId(is, block) === undefined);
  return [...other, ...gone].map((block) => `“${blockName(block)}”`);
}

const sameId = (list: readonly OutlineBlock[], one: OutlineBlock): OutlineBlock | undefined =>
  list.find(({ id }) => id === one.id);

/** Every id of a section or block: a new one must be none of them. */
export function takenIds(sections: readonly OutlineSection[]): Set<string> {
  return new Set(sections.flatMap(({ id, blocks }) => [id, ...blocks.map((block) => block.id)]));
}

/** What a block is called in a list: its title, else the beginning of what it says. */
export function blockName({ id, value }: Pick<OutlineBlock, 'id' | 'value'>): string {
  const fields = fieldsOf(value);
  const words = SPEAKING.map((key) => plainText(textOf(fields[key]))).find((text) => text !== '') ?? '';
  if (words.length <= NAME_LIMIT) return words || id;
  const end = words.lastIndexOf(' ', NAME_LIMIT);
  return `${words.slice(0, end > NAME_LIMIT / 2 ? end : NAME_LIMIT)} …`;
}

/** Own fields of a map; none where it is something else. */
export function fieldsOf(value: SourceValue | undefined): Fields {
  return isSourceMap(value) ? value : {};
}

/** The maps of a list; none where it is something else. */
export function entriesOf(value: SourceValue | undefined): Fields[] {
  return isSourceList(value) ? value.map((entry) => fieldsOf(entry)) : [];
}

/** A text, '' where it is something else. */
export function textOf(value: SourceValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Small Markdown as words of one line; only its beginning is looked at. */
function plainText(text: string): string {
  return text
    .slice(0, NAME_LIMIT * 4)
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_>#`]|^- /gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
