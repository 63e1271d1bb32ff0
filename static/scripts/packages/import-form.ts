/** A finding of a refused package as the server lists it. */
interface Finding {
  readonly severity?: string;
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
}

/** What the server said at the end of an upload. */
export type UploadEnd =
  | { readonly kind: 'stored'; readonly location: string }
  | { readonly kind: 'refused'; readonly message: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'failed'; readonly message: string };

/** How far the server is, from `GET /author/imports/:name`. */
export interface ServerProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

const UNITS = ['bytes', 'KB', 'MB', 'GB'];

/** "3.4 MB" */
export function byteWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit] ?? ''}`;
}

/** Whole percent, 0 while nothing is known. */
export function percentOf(done: number, total: number): number {
  return total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
}

/** What the page says while the server works. */
export function phaseWords({ phase, done, total }: ServerProgress): string {
  if (phase === 'storing') return `Storing, ${percentOf(done, total)} % done`;
  return phase === 'checking' ? 'Checking everything in the package' : 'Receiving the last bytes';
}

/** Reads the server's last word; an answer that is not ours (a login page, a proxy) is a failure. */
export function readEnd(status: number, text: string): UploadEnd {
  const body = parse(text);
  const location = typeof body?.['location'] === 'string' ? body['location'] : null;
  if (status >= 200 && status < 300 && location !== null) return { kind: 'stored', location };
  const said = typeof body?.['message'] === 'string' ? body['message'] : null;
  const help = typeof body?.['help'] === 'string' ? ` ${body['help']}` : '';
  const findings = Array.isArray(body?.['issues']) ? body['issues'].filter(isFinding) : [];
  if (said !== null && findings.length > 0) return { kind: 'refused', message: said + help, findings };
  if (said !== null) return { kind: 'failed', message: said + help };
  const message = status === 0 ? 'The connection broke off.' : `The server gave an unexpected answer (${status}).`;
  return { kind: 'failed', message: `${message} Nothing was stored. Try it once more.` };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFinding(value: unknown): value is Finding {
  return isRecord(value) && typeof value['message'] === 'string';
}
