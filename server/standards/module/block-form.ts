/** What every field of a form has. */
interface FieldBase {
  /** Key in the source file. */
  readonly key: string;
  /** What people call it. */
  readonly label: string;
  /** What to write there; '' where the label says it. */
  readonly hint: string;
  readonly isRequired: boolean;
}

/** What an id in a field names. */
export type ReferredTo = 'objective' | 'bank' | 'skill' | 'bucket' | 'module' | 'node';

/** What a path below media/ leads to. */
export type MediaUse = 'picture' | 'video' | 'captions' | 'transcript';

/** One entry of a list of words to pick from. */
export interface PickOption {
  readonly value: string;
  readonly label: string;
}

/** A field of a form, by what a person does with it. Derived from the schema of the source files, so that none is forgotten. */
export type FormField = FieldBase &
  (
    | { readonly kind: 'id' | 'day' | 'url' | 'topics' }
    /** One line, or small Markdown; `most` characters. `mayBeNone`: where it is empty the file says null. */
    | { readonly kind: 'line' | 'prose'; readonly most: number; readonly mayBeNone?: true }
    | {
        readonly kind: 'number';
        readonly least: number | null;
        readonly most: number | null;
        readonly isWhole: boolean;
        readonly usual: number | null;
      }
    /** A share from 0 to 1, written in percent; `mayBeNone`: null says that there is none. */
    | { readonly kind: 'share'; readonly mayBeNone: boolean; readonly usual: number | null }
    | { readonly kind: 'flag'; readonly usual: boolean }
    | { readonly kind: 'pick'; readonly options: readonly PickOption[]; readonly usual: string | null }
    | { readonly kind: 'refer'; readonly to: ReferredTo }
    | { readonly kind: 'media'; readonly use: MediaUse }
    /** Several lines of plain text, each an entry. */
    | { readonly kind: 'words'; readonly least: number }
    | {
        readonly kind: 'entries';
        readonly noun: string;
        readonly fields: readonly FormField[];
        readonly least: number;
        readonly most: number | null;
      }
    | { readonly kind: 'group'; readonly fields: readonly FormField[] }
    /** Written on a page of its own. */
    | { readonly kind: 'elsewhere' }
  );

/** The form of one kind of block. */
export interface BlockForm {
  /** `type` of the block in the source file. */
  readonly type: string;
  /** “Several right answers” */
  readonly name: string;
  /** What it is good for, one sentence. */
  readonly about: string;
  readonly group: 'read' | 'do' | 'ask' | 'decide';
  readonly fields: readonly FormField[];
}

/** All forms of a module: what the page of the editor is told once. */
export interface ModuleForms {
  readonly blocks: readonly BlockForm[];
  /** The module's own fields, without its sections. */
  readonly module: readonly FormField[];
  readonly section: readonly FormField[];
}
