import type { DraftEdit, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import type { BlockLook, EditorData } from './editor-data.ts';
import type { EditRequest } from './draft-copy.ts';
import type { SaveVerdict } from './save-queue.ts';

/** Somebody else who has the draft open. */
export interface Present {
  readonly name: string;
  readonly path: string;
  readonly blockId: string | null;
}

/** What the page asks of the server; what is no answer of ours is null or `retry`. */
export interface ServerCalls {
  save(request: EditRequest & { readonly editId: string }, isLast: boolean): Promise<SaveVerdict>;
  /** `gone`: removed, or closed to this author. */
  fetch(): Promise<{ readonly data: SourceValue; readonly revision: number } | 'gone' | null>;
  /** `refused`: they are too much, or no values of a file. */
  looks(blocks: readonly SourceValue[]): Promise<readonly BlockLook[] | 'refused' | null>;
  present(
    blockId: string | null,
  ): Promise<{ readonly others: readonly Present[]; readonly revision: number | null } | null>;
}

/** Bytes that a request of a page that goes may have; browsers allow 64 KiB in all. */
const LAST_BYTES = 60_000;

/** Calls over `fetch`. */
export function createServerCalls({ draft, page, path }: Pick<EditorData, 'draft' | 'page' | 'path'>): ServerCalls {
  return {
    save: async (request, isLast) =>
      readVerdict(await ask(`${draft}/edits`, { ...request, path }, { keepalive: isLast })),
    async fetch() {
      const answer = await ask(`${draft}/file?path=${encodeURIComponent(path)}`, null);
      if (isGone(answer)) return 'gone';
      if (answer?.status !== 200) return null;
      const { data, revision } = answer.body as Partial<{ data: SourceValue; revision: number }>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- our server's answer
      return data === undefined || revision === undefined ? null : { data, revision };
    },
    async looks(blocks) {
      const answer = await ask(`${page}/looks`, { blocks });
      if (answer?.status === 413 || answer?.status === 422) return 'refused';
      if (answer?.status !== 200) return null;
      return (answer.body as Partial<{ looks: BlockLook[] }>).looks ?? null; // oxlint-disable-line typescript/no-unsafe-type-assertion -- our server's answer
    },
    async present(blockId) {
      const answer = await ask(`${draft}/presence`, { path, blockId });
      if (answer?.status !== 200) return null;
      const { others = [], revision = null } = answer.body as Partial<{ others: Present[]; revision: number | null }>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- our server's answer
      return { others, revision };
    },
  };
}

/** Asks our server in JSON, GET where there is no body; null: no answer. */
export async function ask(
  url: string,
  body: object | null,
  { method = 'POST', keepalive = false }: { readonly method?: 'POST' | 'PUT'; readonly keepalive?: boolean } = {},
): Promise<Answer | null> {
  const text = body === null ? null : JSON.stringify(body);
  const init: RequestInit = {
    method: text === null ? 'GET' : method,
    headers: { Accept: 'application/json', ...(text !== null && { 'Content-Type': 'application/json' }) },
    body: text,
    keepalive: keepalive && (text?.length ?? 0) < LAST_BYTES,
  };
  const response = await fetch(url, init).catch(() => null);
  if (response === null) return null;
  const json: unknown = await response.json().catch(() => null);
  return { status: response.status, body: typeof json === 'object' && json !== null ? json : {} };
}

/** An answer of the server: its body, or an empty one. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** True where our server, and nobody on the way to it, says that a file is not there for this author. */
export const isGone = (answer: Answer | null): boolean =>
  answer !== null && [403, 404, 410].includes(answer.status) && 'code' in answer.body;

/** What an answer to an edit says; a 200 without a revision is somebody else's page. */
export function readVerdict(answer: Answer | null): SaveVerdict {
  if (answer === null) return { kind: 'retry' };
  const { status } = answer;
  const body = answer.body as Partial<{
    code: string;
    message: string;
    revision: number;
    since: DraftEdit[];
    applied: DraftEdit[];
    by: string;
    when: string;
  }>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- our server's answer
  if (status === 200 && typeof body.revision === 'number' && body.since !== undefined && body.applied !== undefined) {
    return { kind: 'saved', revision: body.revision, since: body.since, applied: body.applied };
  }
  if (status === 401) return { kind: 'signed-out' };
  if (status === 409 && body.code === 'EDIT_CONFLICT') {
    return { kind: 'conflict', by: body.by ?? '', when: body.when ?? '' };
  }
  const isForGood = [400, 403, 404, 409, 413, 422].includes(status) && body.code !== undefined;
  return isForGood && body.code !== 'DRAFT_BUSY'
    ? { kind: 'refused', words: body.message ?? 'The server refused it.' }
    : { kind: 'retry' };
}
