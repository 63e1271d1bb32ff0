import { isSourceMap, type DraftEdit, type SourceValue } from '../../standards/module/index.ts';
import { readEdits } from './draft-input.ts';
import type { DraftEditRow, DraftFileRow } from './draft-model.ts';
import { titleOfFile } from './outline.ts';

/** What an action over files did, in words: `the module “Arrive” was removed`. */
export function sayAction(
  rows: readonly Pick<DraftEditRow, 'path' | 'edits' | 'inverse'>[],
  files: readonly Pick<DraftFileRow, 'path' | 'text'>[],
): string {
  const course = rows.find(({ path }) => path === 'course.yaml');
  const edits = course === undefined ? [] : readEdits(course.edits);
  const part = edits.find(({ op, at }) => op === 'insert' && at.length === 1);
  if (part !== undefined) return `the part “${titleIn(part, 'The part')}” was added`;
  const file = rows.find(({ path }) => /^modules\/[^.]+\.yaml$/.test(path));
  if (file !== undefined) {
    const [edit] = readEdits(file.edits);
    const isRemoved = edit?.op === 'remove';
    const held = isRemoved ? readEdits(file.inverse)[0] : edit;
    return `the module “${titleIn(held, file.path)}” was ${isRemoved ? 'removed' : 'added'}`;
  }
  const [edit] = edits;
  if (edit?.op === 'set' && typeof edit.value === 'string') return `a part got the title “${edit.value}”`;
  const moved = edits.find(({ op }) => op === 'insert');
  const name = moved === undefined ? null : valueOf(moved);
  if (edit?.op !== 'remove' || typeof name !== 'string') return 'the last change';
  const path = `modules/${name}.yaml`;
  return `the module “${titleOfFile(path, files.find((one) => one.path === path) ?? null)}” was moved`;
}

const valueOf = (edit: DraftEdit): SourceValue => ('value' in edit ? edit.value : null);

function titleIn(edit: DraftEdit | undefined, otherwise: string): string {
  const value = edit === undefined ? null : valueOf(edit);
  const title = isSourceMap(value) && Object.hasOwn(value, 'title') ? value['title'] : undefined;
  return typeof title === 'string' && title !== '' ? title : otherwise;
}
