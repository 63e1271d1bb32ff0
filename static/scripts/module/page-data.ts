import type { AnswerKey, CompiledModule } from '../../../server/standards/module/play.ts';

/** What the builder wrote into the page. */
export interface PageData {
  readonly target: 'own' | 'scorm12' | 'scorm2004-3' | 'scorm2004-4';
  readonly incompleteUntilPassed: boolean;
  readonly languages: readonly { readonly module: CompiledModule; readonly key: AnswerKey | null }[];
}

/** Reads the data of the page: the builder's own, so that its shape is not doubted. */
export function readPageData(document: Document): PageData {
  const text = document.querySelector('#module-data')?.textContent ?? '';
  return JSON.parse(text) as PageData; // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by our builder
}
