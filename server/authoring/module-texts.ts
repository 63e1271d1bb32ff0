import type { BlockSource, ModuleSource } from '../standards/module/index.ts';
import type { Path } from './issue.ts';

/** A block and where it stands. */
export interface PlacedBlock<Block = BlockSource> {
  readonly block: Block;
  readonly at: Path;
  /** Position of its section. */
  readonly section: number;
}

/** A text that an officer reads. */
export interface PlacedText {
  readonly at: Path;
  readonly text: string;
  /** Markdown of whole sentences; false for one line, such as a title or an option. */
  readonly isProse: boolean;
  /** Somebody says it. */
  readonly isSpeech: boolean;
}

/** All blocks of a module in reading order. */
export function blocksOf({ sections }: ModuleSource): PlacedBlock[] {
  return sections.flatMap(({ blocks }, section) =>
    blocks.map((block, index) => ({ block, section, at: ['sections', section, 'blocks', index] })),
  );
}

/** Blocks of some types only. */
export function blocksOfType<Type extends BlockSource['type']>(
  placed: readonly PlacedBlock[],
  ...types: readonly Type[]
): PlacedBlock<Extract<BlockSource, { type: Type }>>[] {
  const wanted: readonly string[] = types;
  return placed.filter((one): one is PlacedBlock<Extract<BlockSource, { type: Type }>> =>
    wanted.includes(one.block.type),
  );
}

const PROSE = new Set([
  'text',
  'back',
  'intro',
  'prompt',
  'hint',
  'why',
  'scene',
  'feedback',
  'lesson',
  'task',
  'wrong',
]);
const LINES = new Set([
  'title',
  'alt',
  'caption',
  'front',
  'say',
  'do',
  'left',
  'right',
  'unit',
  'name',
  'role',
  'speaker',
  'adds',
  'cite',
  'summary',
]);
/** Lists whose `text` is one line. */
const LINE_LISTS = new Set(['options', 'steps', 'criteria', 'objectives']);

/** All texts below a value of a source file; `above` is where the value stands. */
export function textsOf(value: unknown, above: Path): PlacedText[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...above, index]));
  if (typeof value !== 'object' || value === null) return [];
  const isSpoken = 'speaker' in value;
  return Object.entries(value).flatMap(([key, child]): PlacedText[] => {
    const at = [...above, key];
    if (typeof child !== 'string') return textsOf(child, at);
    if (!PROSE.has(key) && !LINES.has(key)) return [];
    return [
      {
        at,
        text: child,
        isProse: isProseAt(value, key, above),
        isSpeech: key === 'say' || (isSpoken && key === 'text'),
      },
    ];
  });
}

function isProseAt(holder: object, key: string, above: Path): boolean {
  if (key === 'right') return above.at(-1) === 'feedback';
  if (key !== 'text') return PROSE.has(key);
  const list = above.at(-2);
  return !('bucket' in holder) && !(typeof list === 'string' && LINE_LISTS.has(list));
}
