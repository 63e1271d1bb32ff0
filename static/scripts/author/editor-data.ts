import type { ModuleForms, PickOption } from '../../../server/standards/module/block-form.ts';
import type { CompiledBlock } from '../../../server/standards/module/compiled-module.ts';
import type { SourceValue } from '../../../server/standards/module/draft-edit.ts';

/** What a block looks like when it is played, and what is wrong with it. */
export interface BlockLook {
  readonly id: string;
  readonly block: CompiledBlock | null;
  readonly issues: readonly { readonly at: readonly (string | number)[]; readonly message: string }[];
}

/** What the server wrote into the page. */
export interface EditorData {
  readonly owner: string;
  readonly draftId: string;
  /** Address of the draft, with the mount path. */
  readonly draft: string;
  /** Path of the file in the draft. */
  readonly path: string;
  /** Address of this page. */
  readonly page: string;
  readonly revision: number;
  readonly isReadOnly: boolean;
  readonly file: SourceValue;
  readonly looks: readonly BlockLook[];
  readonly forms: ModuleForms;
  readonly banks: readonly PickOption[];
  readonly skills: readonly PickOption[];
  readonly media: readonly { readonly path: string; readonly type: string }[];
}

/** Reads it: the server's own, so that its shape is not doubted. */
export function readEditorData(document: Document): EditorData {
  const text = document.querySelector('#editor-data')?.textContent ?? '';
  return JSON.parse(text) as EditorData; // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by our server
}
