import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { paragraphsOf } from './markdown.ts';

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
/** A point after these does not end a sentence; short sentences that are none would make a hard text look easy. */
const ABBREVIATED = /(?:^|[\s(“"])(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Capt|No|vs?|U\.S|e\.g|i\.e|Inc|Ed|Jr|Sr|[A-Z])\.\s*$/;

/** Grade of school that a text needs (Flesch-Kincaid), over all prose fields given; null where there are too few words to say. */
export function readingGrade(prose: readonly string[]): number | null {
  const counts = { sentence: 0, word: 0, syllable: 0 };
  for (const paragraph of prose.flatMap(paragraphsOf)) {
    const words = paragraph.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
    if (words.length === 0) continue;
    counts.sentence += sentenceCount(paragraph);
    counts.word += words.length;
    // A number counts as one syllable: it is seen, not spelled.
    counts.syllable += words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  }
  return counts.word < FEWEST_WORDS ? null : fleschKincaid(counts);
}

/** Below this the formula says more of chance than of the text. */
const FEWEST_WORDS = 100;

function sentenceCount(paragraph: string): number {
  const pieces = [...sentences.segment(paragraph)].map(({ segment }) => segment);
  return pieces.filter((piece, index) => index === pieces.length - 1 || !ABBREVIATED.test(piece)).length;
}
