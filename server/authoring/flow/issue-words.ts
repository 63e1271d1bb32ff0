import { asSentence } from '../say-issue.ts';
import { atKey, isKeyedById, type Place, ROOT } from './difference-words.ts';

/** What the schema says of a value, by the word that the forms have for it instead of by its path. */
export function sayWithoutPath(message: string, type: string): string {
  const [start = '', path = ''] = /^(\S+):(?= )/.exec(message) ?? [];
  const said = message.slice(start.length).trim();
  const words = said.startsWith('does not fit') ? 'must not be empty.' : said;
  if (start === '') return asSentence(words);
  const word = wordAt(path, type);
  return asSentence(/^(is|must) /.test(words) ? `“${word}” ${words}` : `“${word}”: ${words}`);
}

/** `sections[0].blocks[2].alt` is “Description for those who do not see it”. */
function wordAt(path: string, type: string): string {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  const place = keys.reduce<Place>(
    (around, key) => (/^\d+$/.test(key) || isKeyedById(around) ? { ...around, isEntry: true } : atKey(around, key)),
    { ...ROOT, type },
  );
  return place.words.at(-1) ?? path;
}
