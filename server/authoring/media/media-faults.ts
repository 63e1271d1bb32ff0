import { AppError } from '../../platform/index.ts';
import { byteWords } from './media-words.ts';

/** AppError `MEDIA_NOT_FOUND` 404. */
export function mediaNotFound(): AppError {
  return new AppError('MEDIA_NOT_FOUND', 404, 'There is no such file in this draft.', {
    help: 'The media of the draft show what there is.',
  });
}

/** AppError `MEDIA_FULL` 413; `field` is where the file was chosen. */
export function mediaFull(most: number, field = 'file'): AppError {
  return new AppError('MEDIA_FULL', 413, 'The media of your agency have no room for it.', {
    field,
    help: `All drafts together may hold ${byteWords(most)}. Remove what is not used, and delete what was removed.`,
  });
}
