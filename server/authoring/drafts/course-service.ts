import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../people/index.ts';
import { AppError, newId } from '../../platform/index.ts';
import { isSourceList, isSourceMap, type DraftEdit, type SourceValue } from '../../standards/module/index.ts';
import type { Files } from './file-service.ts';
import type { CourseWords } from './outline-input.ts';
import { readData } from './read-source.ts';

const COURSE = 'course.yaml';
const UNSEEN = /(?![\n\t])\p{Cc}/gu;
const FIELDS = ['title', 'summary', 'audience', 'keywords', 'notice'] as const;

/** What a course says of itself, as a form shows it: lists a line each. */
export interface CourseCard {
  /** Of course.yaml. */
  readonly revision: number;
  readonly words: Readonly<Record<(typeof FIELDS)[number], string>>;
}

/** Reads it out of course.yaml, which may be wrong anywhere. */
export function courseCardOf({ text, revision }: { text: string; revision: number }): CourseCard {
  const data = readData(COURSE, text);
  const say = (field: string): string => {
    const value = shown(valueOf(data, field));
    const lines = isSourceList(value) ? value : [value ?? ''];
    return lines
      .flatMap((line) => (typeof line === 'string' ? [line] : []))
      .join('\n')
      .trimEnd();
  };
  return {
    revision,
    words: {
      title: say('title'),
      summary: say('summary'),
      audience: say('audience'),
      keywords: say('keywords'),
      notice: say('notice'),
    },
  };
}

/** Changes what a course says of itself, field by field: others may write beside it. */
export function createCourseDesk(files: Pick<Files, 'read' | 'edit'>) {
  return {
    /** Throws AppError `COURSE_CHANGED` (409) where somebody wrote in the same field since `base`. */
    async change(actor: Actor, draftId: string, { base, ...words }: CourseWords): Promise<void> {
      const { data } = await files.read(actor, draftId, COURSE);
      const edits = FIELDS.flatMap((field): DraftEdit[] => {
        const was = valueOf(data, field);
        const value = kept(was, words[field]);
        return isDeepStrictEqual(was, value) || isDeepStrictEqual(shown(was), value)
          ? []
          : [{ op: 'set', at: [field], value }];
      });
      if (edits.length === 0) return;
      const done = await files.edit(actor, draftId, { editId: newId(), path: COURSE, base, edits });
      if (done.kind === 'conflict') {
        const [field] = done.at;
        throw courseChanged(typeof field === 'string' ? field : 'title');
      }
    },
  };
}

/** See `createCourseDesk`. */
export type CourseDesk = ReturnType<typeof createCourseDesk>;

/** A text of several lines keeps the end that it had. */
function kept(was: SourceValue | undefined, value: string | string[]): string | string[] {
  if (typeof was !== 'string' || typeof value !== 'string') return value;
  return shown(was).trimEnd() === value ? was : `${value}${was.endsWith('\n') ? '\n' : ''}`;
}

/** As a page shows it: signs that cannot be seen, which only the source can hold, are spaces. */
function shown<Value extends SourceValue | undefined>(value: Value): Value;
function shown(value: SourceValue | undefined): SourceValue | undefined {
  if (typeof value === 'string') return value.replaceAll(/\r\n?/g, '\n').replaceAll(UNSEEN, ' ');
  return isSourceList(value) ? value.map((one) => shown(one)) : value;
}

function valueOf(data: SourceValue, field: string): SourceValue | undefined {
  return isSourceMap(data) && Object.hasOwn(data, field) ? data[field] : undefined;
}

function courseChanged(field: string): AppError {
  return new AppError('COURSE_CHANGED', 409, 'Somebody else has changed this meanwhile.', {
    field,
    help: 'Nothing was saved. Look at the course in another window; send this again to keep your words.',
  });
}
