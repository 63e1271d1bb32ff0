import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A style in which text is set. */
export type Face = 'text' | 'strong' | 'slab' | 'slab-strong';

/** A font file embedded into documents, and the letters that it has. */
interface FontFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const FACES: Readonly<Record<Face, readonly [family: string, weight: number]>> = {
  text: ['public-sans', 400],
  strong: ['public-sans', 700],
  slab: ['bitter', 500],
  'slab-strong': ['bitter', 700],
};
/** Letters of Western Europe stand in the first file, those of other Latin alphabets in the second. */
const SUBSETS = ['latin', 'latin-ext'] as const;

/** What `latin` holds: the subset's own list of the font's package. */
const LATIN =
  /^[\u0020-\u00FF\n\t\u0131\u0152\u0153\u02BB\u02BC\u02C6\u02DA\u02DC\u2000-\u206F\u20AC\u2122\u2191\u2193\u2212\u2215\uFEFF\uFFFD]$/u;

const require = createRequire(import.meta.url);
const files = new Map<string, FontFile>();

/** The file of a face and subset, read once. */
export function fontFile(face: Face, subset: (typeof SUBSETS)[number]): FontFile {
  const [family, weight] = FACES[face];
  const name = `${family}-${subset}-${weight}`;
  const known = files.get(name);
  if (known !== undefined) return known;
  const file = { name, bytes: readFileSync(require.resolve(`@fontsource/${family}/files/${name}-normal.woff`)) };
  files.set(name, file);
  return file;
}

/** Splits a text into runs of one subset each. */
export function runsOf(text: string): { readonly text: string; readonly subset: (typeof SUBSETS)[number] }[] {
  const runs: { text: string; subset: (typeof SUBSETS)[number] }[] = [];
  for (const letter of text.normalize('NFC')) {
    const subset = LATIN.test(letter) ? 'latin' : 'latin-ext';
    const last = runs.at(-1);
    if (last?.subset === subset) last.text += letter;
    else runs.push({ text: letter, subset });
  }
  return runs;
}
