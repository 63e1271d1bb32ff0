import type { Request } from 'express';
import { AppError } from '../errors/app-error.ts';
import { readBody } from './read-body.ts';
import type { AsyncHandler } from './route.ts';

/** Objects and lists inside one another at most: deeper JSON is no data of ours and costs stack. */
const MOST_DEPTH = 64;
const MOST_FIELDS = 2_000;

/** True where a parser of the host has read the body already; its result then stands. */
const isParsed = (req: Request): boolean => req.readableEnded && (req as { body?: unknown }).body !== undefined;

/** Puts parsed JSON on `req.body`; throws AppError `BODY_TOO_LARGE` 413, `JSON_INVALID` 400. */
export function jsonBody(limitBytes: number): AsyncHandler {
  return async (req, _res, next) => {
    if (!isParsed(req)) req.body = parseJson(await textOf(req, limitBytes));
    next();
  };
}

/** Puts a form's fields on `req.body`, a list where a name comes twice; throws AppError `INPUT_INVALID` (422) for NUL. */
export function formBody(limitBytes: number): AsyncHandler {
  return async (req, _res, next) => {
    if (!isParsed(req)) req.body = parseForm(await textOf(req, limitBytes));
    refuseNul(req.body);
    next();
  };
}

/** Puts the body as text on `req.body`, whatever its type says. */
export function textBody(limitBytes: number): AsyncHandler {
  return async (req, _res, next) => {
    if (!isParsed(req)) req.body = await textOf(req, limitBytes);
    else if (typeof req.body !== 'string') req.body = JSON.stringify(req.body);
    next();
  };
}

/** Parses JSON of bounded depth; throws AppError `JSON_INVALID`. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > MOST_DEPTH) throw new AppError('JSON_INVALID', 400, 'The JSON is nested too deeply.');
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('JSON_INVALID', 400, 'The body is no valid JSON.', {}, { cause });
  }
}

async function textOf(req: Request, limitBytes: number): Promise<string> {
  return (await readBody(req, limitBytes)).toString('utf8');
}

function parseForm(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > MOST_FIELDS) throw new AppError('BODY_TOO_LARGE', 413, 'The form has too many fields.');
    const known = fields.get(name);
    if (known === undefined) fields.set(name, value);
    else if (Array.isArray(known)) known.push(value);
    else fields.set(name, [known, value]);
  }
  return Object.fromEntries(fields);
}

/** NUL is in no text that a person writes, and no database takes it; throws AppError `INPUT_INVALID` (422) with the field. */
export function refuseNul(body: unknown): void {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const [field] = fields.find(([name, value]) => [name, value].flat().some(hasNul)) ?? [];
  if (field === undefined) return;
  const issues = [{ code: 'nul', message: 'Leave out characters that cannot be seen.', path: field }];
  throw new AppError('INPUT_INVALID', 422, 'Please check what you entered.', { field, issues });
}

function hasNul(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\0');
}

/** Brackets open at once, looked at outside of strings. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) most = Math.max(most, (depth += 1));
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return most;
}

/** Place of the quote that closes the string opened at `start`: one with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let first = at;
    while (text.charCodeAt(first - 1) === 0x5c) first -= 1;
    if ((at - first) % 2 === 0) return at;
  }
  return text.length;
}
