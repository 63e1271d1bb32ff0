import { isSourceMap, valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import type { DraftEdit, EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { fieldWrite } from './field-edits.ts';
import type { PickedMedia } from './media-picker.ts';

/** What choosing a file writes: the file itself, and beside it what came with it where nothing is written yet. */
export function mediaEdits(file: SourceValue, at: EditPath, picked: PickedMedia): DraftEdit[] {
  const around = at.slice(0, -1);
  const block = valueAtPlace(file, around);
  const type = isSourceMap(block) && at.at(-1) === 'src' ? block['type'] : '';
  const along: (readonly [EditPath, string])[] = [[at, picked.path]];
  if (type === 'image' && picked.alt !== '') along.push([[...around, 'alt'], picked.alt]);
  if (type === 'video') {
    for (const [language, path] of Object.entries(picked.captions))
      along.push([[...around, 'captions', language], path]);
    if (picked.transcript !== null) along.push([[...around, 'transcript'], picked.transcript]);
  }
  return along.flatMap(([place, value], index): DraftEdit[] => {
    const isWritten = (valueAtPlace(file, place) ?? '') !== '';
    const write = index > 0 && isWritten ? null : fieldWrite(file, place, value);
    return write === null || write.value === undefined ? [] : [{ op: 'set', at: write.at, value: write.value }];
  });
}
