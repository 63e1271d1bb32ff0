import type { DraftEdit, EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { ownData } from './own-data.ts';

/** A file of a draft as the server has it. */
export interface DraftFile {
  readonly revision: number;
  readonly text: string;
  readonly data: SourceValue;
  readonly issues: readonly DraftIssue[];
}

/** One thing that is wrong with a file, by its line. */
export interface DraftIssue {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Two wrote at the same place; the server changed nothing. */
export interface DraftClash {
  readonly at: EditPath;
  readonly yours: SourceValue;
  readonly theirs: SourceValue;
  readonly by: string;
  readonly when: string;
}

/** A change that the server has: what others wrote meanwhile, and the change as it was made upon that. */
export interface DraftKept {
  readonly kind: 'kept';
  readonly revision: number;
  readonly since: readonly DraftEdit[];
  readonly applied: readonly DraftEdit[];
}

/** What the server says to a change. */
export type DraftAnswer =
  | DraftKept
  | ({ readonly kind: 'clash' } & DraftClash)
  /** It will never be taken as it is: the sentence says why. */
  | { readonly kind: 'refused'; readonly words: string; readonly line: number | null }
  /** It may be taken later: no network, no session, too many writers. */
  | { readonly kind: 'later'; readonly words: string };

/** The way to one file of a draft. */
export interface DraftLine {
  read(): Promise<DraftFile>;
  edit(change: { editId: string; base: number; edits: readonly DraftEdit[] }): Promise<DraftAnswer>;
  replace(change: { editId: string; base: number; text: string }): Promise<DraftAnswer>;
}

/** Opens the way; `base` is the address of the draft's page. */
export function openDraftLine(draft: string, path: string): DraftLine {
  const file = `${draft}/file?path=${encodeURIComponent(path)}`;
  return {
    async read() {
      const answer = await fetch(file, { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error(`The file could not be read (${answer.status}).`);
      return ownData<DraftFile>(await answer.json());
    },
    edit: (change) => send(`${draft}/edits`, 'POST', { path, ...change }),
    replace: (change) => send(file, 'PUT', change),
  };
}

interface Refusal {
  readonly code?: string;
  readonly message?: string;
  readonly help?: string;
  readonly issues?: readonly { readonly line?: number; readonly message?: string }[];
}

async function send(url: string, method: 'POST' | 'PUT', body: object): Promise<DraftAnswer> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
      keepalive: JSON.stringify(body).length < 60_000,
    });
  } catch {
    return { kind: 'later', words: 'There is no connection. It is sent as soon as there is one.' };
  }
  const told: unknown = await answer.json().catch(() => ({}));
  if (answer.ok) return { ...ownData<Omit<DraftKept, 'kind'>>(told), kind: 'kept' };
  const refusal = ownData<Refusal>(told);
  if (refusal.code === 'EDIT_CONFLICT') return { ...ownData<DraftClash>(told), kind: 'clash' };
  const issue = refusal.issues?.[0];
  const words = issue?.message ?? [refusal.message, refusal.help].filter(Boolean).join(' ');
  if (answer.status === 422 || answer.status === 413 || answer.status === 404)
    return { kind: 'refused', words: words || 'The server did not take it.', line: issue?.line ?? null };
  if (answer.status === 401 || answer.status === 403)
    return { kind: 'later', words: 'You are signed out. Sign in in another window: what you typed is kept here.' };
  return { kind: 'later', words: words || 'The server did not take it yet. It is sent again.' };
}
