import { AppError } from '../../platform/index.ts';
import { applyEdits } from '../../standards/module/index.ts';
import { readEdits } from '../drafts/draft-input.ts';
import type { DraftEditRow, DraftFileRow } from '../drafts/draft-model.ts';
import { readData } from '../drafts/read-source.ts';
import { describeValues } from './describe-difference.ts';
import { lawTexts } from './law-texts.ts';

/** A text that is another one than the reviewer saw. */
interface ChangedText {
  readonly path: string;
  /** Where, as an author reads it; none where the whole file came or went, or what was written is kept no longer. */
  readonly places: readonly string[];
  readonly by: string;
}

interface Sources {
  readonly editsBetween: (file: DraftFileRow, after: number, upTo: number) => Promise<DraftEditRow[]>;
  readonly namesOf: (ids: readonly string[]) => Promise<Map<string, string>>;
}

/** Places of one text that are named. */
const MOST_PLACES = 3;

/**
 * Throws AppError `LAW_TEXT_CHANGED` (409), with what changed and who wrote it, unless every text that teaches what these modules
 * teach still has the revision that the reviewer saw.
 */
export async function requireSeen(
  modules: readonly DraftFileRow[],
  files: readonly DraftFileRow[],
  seen: ReadonlyMap<string, number>,
  { editsBetween, namesOf }: Sources,
): Promise<void> {
  const texts = new Map(modules.flatMap((module) => lawTexts(module, files)).map((file) => [file.path, file]));
  const before = [...seen.keys()].map((path) => ({ path, text: '' }));
  const known = new Set(modules.flatMap((module) => lawTexts(withText(module), before)).map(({ path }) => path));
  const changed: ChangedText[] = [];
  for (const file of texts.values()) {
    const revision = seen.get(file.path);
    if (revision === file.revision) continue;
    const rows = revision === undefined ? [] : await editsBetween(file, revision, file.revision);
    const isWhole = revision !== undefined && rows.length === file.revision - revision;
    const writers = [...new Set([...rows.map(({ personId }) => personId), file.updatedBy])];
    const names = await namesOf(writers);
    const by = writers.flatMap((id) => names.get(id) ?? []).join(', ');
    changed.push({ path: file.path, places: isWhole ? placesOf(file, rows) : [], by });
  }
  for (const path of known) if (!texts.has(path)) changed.push({ path, places: [], by: '' });
  if (changed.length > 0) throw textChanged(changed);
}

/** A module as {@link lawTexts} takes it beside texts that are known by their paths alone. */
function withText({ path, text }: DraftFileRow): { path: string; text: string } {
  return { path, text };
}

/** Places at which edits made a text another one. */
function placesOf({ path, text }: DraftFileRow, rows: readonly DraftEditRow[]): string[] {
  const inverses = rows.map(({ inverse }) => readEdits(inverse));
  // A file that was taken out and put in again has no value in between.
  if (inverses.flat().some(({ op, at }) => op === 'remove' && at.length === 0)) return [];
  const now = readData(path, text);
  const was = inverses.reduceRight((value, edits) => applyEdits(value, edits).value, now);
  return [...new Set(describeValues(was, now).map(({ where }) => where))];
}

function textChanged(changed: readonly ChangedText[]): AppError {
  const what = changed.map(({ path, places, by }) => {
    const named = places.slice(0, MOST_PLACES).join('; ');
    const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : '';
    return [`${path}${named === '' ? '' : ` (${named}${more})`}`, by].filter(Boolean).join(' by ');
  });
  return new AppError('LAW_TEXT_CHANGED', 409, 'The text changed after you opened this page: {what}.', {
    values: { what },
    help: 'Nothing was approved. Read what changed, then approve it.',
    field: 'modules',
    details: { changed },
  });
}
