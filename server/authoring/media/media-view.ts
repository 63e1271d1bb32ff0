import { formFields, type Refused } from '../../agencies/index.ts';
import type { DraftMediaRow } from '../drafts/draft-model.ts';
import { variantOf } from './media-path.ts';
import type { MediaShelf, Uploaded } from './media-service.ts';
import { isUnused } from './media-use.ts';
import { byteWords, groupOf, groupWords, variantsOf, type MediaGroup } from './media-words.ts';

const address = (draftId: string, path: string): string =>
  `/author/drafts/${draftId}/media/file?path=${encodeURIComponent(path)}`;

/** Model of `authoring/media`. */
export function mediaView({ draft, rows, removed, places, usedBytes, mostBytes }: MediaShelf, refused: Refused) {
  const paths = rows.map(({ path }) => path);
  const shown = rows.filter(({ path }) => !isCopy(path, paths));
  const unused = shown.filter(({ path }) => isUnused(path, paths, places));
  const line = (row: DraftMediaRow) => {
    const copies = variantsOf(row, rows);
    const group = groupOf(row);
    const used = places.get(row.path) ?? [];
    return {
      path: row.path,
      name: row.path.slice('media/'.length),
      picture: group === 'image' ? address(draft.id, copies[0]?.path ?? row.path) : null,
      width: row.width,
      height: row.height,
      alt: row.alt,
      icon: group === 'image' ? 'full' : 'file',
      meta: [
        groupWords(group),
        byteWords(row.bytes),
        ...(row.width === null ? [] : [`${row.width} × ${row.height ?? 0} pixels`]),
        ...(copies.length === 0 ? [] : [copies.length === 1 ? '1 smaller copy' : `${copies.length} smaller copies`]),
        ...(row.credit === '' ? [] : [`Credit: ${row.credit}`]),
      ],
      words: altWords(row, group),
      used: used.map(({ title, words }) => (words === '' ? title : `${title}: ${words}`)),
      isUnused: unused.includes(row),
      file: address(draft.id, row.path),
    };
  };
  const share = mostBytes === 0 ? 0 : Math.min(100, Math.round((usedBytes / mostBytes) * 100));
  const removedShown = removed.filter(
    ({ path }) =>
      !isCopy(
        path,
        removed.map((one) => one.path),
      ),
  );
  return {
    id: draft.id,
    title: draft.title,
    isRetired: draft.state === 'retired',
    media: shown.map(line),
    unusedWords: unusedWords(unused.length),
    removed: removedShown.map((row) => ({
      path: row.path,
      name: row.path.slice('media/'.length),
      bytes: byteWords(row.bytes),
    })),
    deletion: deletionWords(removedShown.length),
    room: { words: `${byteWords(usedBytes)} of ${byteWords(mostBytes)} are used by all drafts of your agency.`, share },
    ...uploadFields(refused),
  };
}

function unusedWords(count: number): string | null {
  if (count === 0) return null;
  return count === 1
    ? 'One file is not used by any module or bank.'
    : `${count} files are not used by any module or bank.`;
}

function deletionWords(count: number): { words: string; button: string } {
  const isOne = count === 1;
  return {
    words: `The ${isOne ? 'file is' : 'files are'} gone then and cannot be brought back. Published versions keep theirs.`,
    button: `Delete ${isOne ? '1 file' : `${count} files`} for good`,
  };
}

function altWords(row: DraftMediaRow, group: MediaGroup): string {
  if (row.alt !== '') return row.alt;
  return group === 'image' ? 'Only decorates, or described where it is shown.' : '';
}

function isCopy(path: string, paths: readonly string[]): boolean {
  const variant = variantOf(path);
  return (
    variant !== null &&
    paths.some((other) => other !== path && other.startsWith(`${variant.stem}.`) && variantOf(other) === null)
  );
}

/** The words of the upload form; which of them a file needs depends on what it is. */
function uploadFields(refused: Refused) {
  const language = [
    { value: 'en', label: 'English' },
    { value: 'es', label: 'Spanish' },
  ];
  return {
    fileFault: refused.faults['file'] ?? null,
    isDecorative: refused.typed['decorative'] === 'yes',
    altField: formFields(
      {
        alt: {
          label: 'What it tells',
          most: 500,
          isOptional: true,
          hint: 'Read out to officers who cannot see a picture. For a document: what it is.',
        },
      },
      refused,
    ),
    captionFields: formFields(
      {
        captions: {
          label: 'Captions, pasted',
          isLong: true,
          isOptional: true,
          most: 500_000,
          hint: 'WebVTT. A video needs them, as a file above or here.',
        },
        language: { label: 'Language of captions and transcript', options: language, isOptional: true },
      },
      refused,
    ),
    transcriptField: formFields(
      {
        transcript: {
          label: 'Transcript',
          isLong: true,
          isOptional: true,
          most: 200_000,
          hint: 'All that is said and shown. A sound needs it; for a video the words of the captions are taken where you write none.',
        },
      },
      refused,
    ),
    creditField: formFields(
      {
        credit: {
          label: 'Credit',
          most: 400,
          isOptional: true,
          hint: 'Who made it, and where it is from. Only use what your agency may use.',
        },
      },
      refused,
    ),
  };
}

/** Model of `authoring/media-words`: what is told of one file. */
export function mediaWordsView({ draft }: MediaShelf, row: DraftMediaRow, refused: Refused) {
  const group = groupOf(row);
  return {
    id: draft.id,
    path: row.path,
    name: row.path.slice('media/'.length),
    picture: group === 'image' ? address(draft.id, row.path) : null,
    alt: row.alt,
    isPicture: group === 'image',
    isDecorative: refused.typed['decorative'] === 'yes' || (group === 'image' && row.alt === ''),
    fields: formFields(
      {
        alt: {
          label: group === 'image' ? 'What the picture tells' : 'What it is',
          most: 500,
          isOptional: true,
          start: row.alt,
        },
        credit: { label: 'Credit', most: 400, isOptional: true, start: row.credit },
      },
      refused,
    ),
  };
}

/** A file as the picker of the editor is told of it. */
export function pickedMedia(base: string, { draft, rows }: Pick<MediaShelf, 'draft' | 'rows'>, row: DraftMediaRow) {
  const stem = row.path.replace(/\.[a-z0-9]+$/, '');
  const beside = rows.filter(({ path }) => path.startsWith(`${stem}.`) && variantOf(path) === null);
  const captions = beside.filter((one) => groupOf(one) === 'captions');
  const [copy = row] = variantsOf(row, rows);
  return {
    path: row.path,
    kind: groupOf(row),
    alt: row.alt,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    words: `${groupWords(groupOf(row))}, ${byteWords(row.bytes)}`,
    url: base + address(draft.id, row.path),
    preview: groupOf(row) === 'image' ? base + address(draft.id, copy.path) : null,
    /** WebVTT files by language that came with a video. */
    captions: Object.fromEntries(captions.map(({ path }) => [/\.([a-z]{2})\.vtt$/.exec(path)?.[1] ?? 'en', path])),
    transcript: beside.find((one) => groupOf(one) === 'transcript')?.path ?? null,
  };
}

/** Files for the picker, of one kind or all; smaller copies are no choice of their own. */
export function pickerView(base: string, shelf: MediaShelf, kind: MediaGroup | undefined) {
  const paths = shelf.rows.map(({ path }) => path);
  const rows = shelf.rows.filter((row) => !isCopy(row.path, paths) && (kind === undefined || groupOf(row) === kind));
  return { media: rows.map((row) => pickedMedia(base, shelf, row)) };
}

/** What a program is told of its upload. */
export function uploadedView(base: string, shelf: Pick<MediaShelf, 'draft'>, { rows, removed }: Uploaded) {
  return { ...pickedMedia(base, { ...shelf, rows }, rows[0]), removed };
}
