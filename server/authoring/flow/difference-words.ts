import { isSourceMap, sayValue, type SourceValue } from '../../standards/module/index.ts';
import { BLOCK_WORDS, fieldWord, pickWord } from '../editor/form-words.ts';

/** Lists and maps whose entries say what they are. */
const PLAIN = new Set(['sections', 'blocks', 'nodes']);
/** Maps whose keys are ids, and no words of the format. */
const BY_ID = new Set(['nodes', 'sections', 'blocks', 'objectives', 'topics', 'media']);
/** Fields that tell what an entry is about, the best first. */
const SPEAKING = ['title', 'prompt', 'say', 'do', 'text', 'intro', 'task', 'front', 'left', 'cite'];
const NAME_LIMIT = 50;

/** A place in a file, and the keys that hold what stands there, the nearest last. */
export interface Place {
  readonly words: readonly string[];
  readonly type: string;
  readonly holder: string;
  /** True right at an entry: its keys are fields, whatever holds it. */
  readonly isEntry: boolean;
}

/** The file itself. */
export const ROOT: Place = { words: [], type: '', holder: '', isEntry: false };

/** `“Where it begins” › Text “Opening” › Text` */
export const sayPlace = ({ words }: Place): string => words.join(' › ');

/** The place of a field, by its word in the form. */
export function atKey({ words, type, holder }: Place, key: string): Place {
  return { words: [...words, fieldWord(key, holder, type)], type, holder: key, isEntry: false };
}

/** True where the keys of a map are ids. */
export const isKeyedById = ({ holder, isEntry }: Place): boolean => !isEntry && BY_ID.has(holder);

/** The place of an entry of a list. */
export function atEntry(place: Place, entry: SourceValue, id: string): Place {
  const type = isSourceMap(entry) && typeof entry['type'] === 'string' ? entry['type'] : place.type;
  const around = PLAIN.has(place.holder) ? place.words.slice(0, -1) : place.words;
  return { words: [...around, nameOf(entry, id)], type, holder: place.holder, isEntry: true };
}

/** An entry in a list: “Text “At the gate””, or its words alone. */
export function nameOf(entry: SourceValue, id: string): string {
  if (!isSourceMap(entry)) return `“${id}”`;
  const words = SPEAKING.map((key) => entry[key]).find((one): one is string => typeof one === 'string' && one !== '');
  const line = (words ?? id).trim().replaceAll(/\s+/g, ' ');
  const name = `“${line.length > NAME_LIMIT ? `${line.slice(0, NAME_LIMIT).trimEnd()} …` : line}”`;
  const { type } = entry;
  return typeof type === 'string' ? `${BLOCK_WORDS[type]?.name ?? type} ${name}` : name;
}

/** A value in the words of its form. */
export function sayIn({ holder, type }: Place, value: SourceValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return pickWord(holder, value);
  // One line: what is old and what is new stand beside each other.
  return sayValue(value, (key, around) => fieldWord(key, around || holder, type), holder)
    .replaceAll(/:\n\s*/g, ': ')
    .replaceAll(/\n\s*/g, '; ');
}
