import type { FormField, MediaUse, PickOption, ReferredTo } from '../../../server/standards/module/block-form.ts';
import type { DraftEdit, EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import type { FirstIds } from '../../../server/standards/module/new-block.ts';

/** What the fields of a form have in hand. */
export interface FormContext {
  /** Kind of the block; '' for a section and for the module. */
  readonly type: string;
  /** All fields of what is written. */
  readonly fields: readonly FormField[];
  value(at: EditPath): SourceValue | undefined;
  /** Writes a field as it is typed; undefined takes it out. */
  write(at: EditPath, value: SourceValue | undefined): void;
  /** Changes the structure; the form is drawn anew. */
  edit(edits: readonly DraftEdit[]): void;
  /** What is typed next is a step of undo of its own. */
  endTyping(): void;
  /** What an id may name; `at` is the field. */
  refer(to: ReferredTo, at: EditPath): readonly PickOption[];
  media(use: MediaUse): readonly string[];
  /** Lets the author look at files, or upload one, and writes the chosen one into the field. */
  pick(use: MediaUse, at: EditPath): void;
  firstIds(): FirstIds;
  announce(words: string): void;
  /** Puts the focus into the first field of a place, as it is drawn now. */
  focus(at: EditPath): void;
  /** Registers the place where the faults of a field are said. */
  slot(where: readonly (string | number)[], show: (message: string) => void): void;
}

/** Where a field stands: by ids for edits, by positions for the faults that the schema names. */
export interface FieldPlace {
  readonly at: EditPath;
  readonly where: readonly (string | number)[];
}

/** The place of a field inside of another. */
export function inside(place: FieldPlace, key: string): FieldPlace {
  return { at: [...place.at, key], where: [...place.where, key] };
}
