import { ownData } from './own-data.ts';
import { ask, readVerdict } from './server-calls.ts';
import type { TextRequest, TextVerdict } from './source-queue.ts';

/** One thing that is wrong with a file, by its line. */
export interface DraftIssue {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A file of a draft as the server has it. */
export interface SourceFile {
  readonly revision: number;
  readonly text: string;
  readonly issues: readonly DraftIssue[];
}

/** Calls for the text of a whole file. */
export interface SourceCalls {
  /** Null where it cannot be had now. */
  fetch(): Promise<SourceFile | null>;
  send(request: TextRequest, isLast: boolean): Promise<TextVerdict>;
}

/** Calls over `fetch`; `draft` is the address of the draft's page. */
export function createSourceCalls({ draft, path }: { readonly draft: string; readonly path: string }): SourceCalls {
  const url = `${draft}/file?path=${encodeURIComponent(path)}`;
  return {
    async fetch() {
      const answer = await ask(url, null);
      return answer?.status === 200 ? ownData<SourceFile>(answer.body) : null;
    },
    async send({ editId, base, text }, isLast) {
      const answer = await ask(url, { editId, base, text }, { method: 'PUT', keepalive: isLast });
      const verdict = readVerdict(answer);
      if (verdict.kind !== 'refused') return verdict;
      const { issues = [] } = ownData<{ issues?: readonly Partial<DraftIssue>[] }>(answer?.body);
      return { ...verdict, words: issues[0]?.message ?? verdict.words, line: issues[0]?.line ?? null };
    },
  };
}
