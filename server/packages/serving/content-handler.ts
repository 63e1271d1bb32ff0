import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, RETRY_AFTER_S, serviceFault, type Platform } from '../../platform/index.ts';
import { decodePath } from '../archive/loose-lookup.ts';
import { sendAsset } from './asset-files.ts';
import { createContentDirectories, type ContentSource } from './content-directory.ts';
import { framePageHeaders, packageHeaders, plainHeaders } from './content-headers.ts';
import { readContentToken } from './content-tokens.ts';
import { framePage } from './frame-page.ts';
import { createPreparedAnswers } from './prepared-answers.ts';
import { createFileSender } from './send-file.ts';

/** What a host serves on the content origin: a plain `node:http` handler that sets and reads no cookie. */
export type ContentHandler = (req: IncomingMessage, res: ServerResponse) => void;

type Part = (req: IncomingMessage, res: ServerResponse, path: string, query: URLSearchParams) => Promise<boolean>;

/** Handler of the content origin: files of packages below `/c/`, the API frames below `/frame/`, their scripts below `/assets/`. */
export function createContentHandler(platform: Platform, source: ContentSource): ContentHandler {
  const { secrets, storage, assets, log, clock, health, metrics } = platform;
  const directories = createContentDirectories(source, () => clock.now().getTime());
  const files = createFileSender(storage);
  const prepared = createPreparedAnswers();

  const sendContent: Part = async (req, res, path) => {
    const [, token = '', file = ''] = /^([^/]+)\/(.+)$/.exec(path) ?? [];
    const named = readContentToken(secrets, token);
    const decoded = decodePath(file);
    if (named === null || decoded === null) return false;
    const directory = await directories.directoryOf(named.versionId);
    const allowed = await directories.allowedHostsOf(named.versionId, named.mark);
    const found = directory?.lookup(decoded.replaceAll('\\', '/').replaceAll(/\/{2,}/g, '/'));
    if (!directory || !found || allowed === null) return false;
    // What an address does not tell must not stay in a browser for a year.
    const headers = { ...packageHeaders(allowed.hosts), ...(!allowed.isMarked && { 'Cache-Control': 'no-cache' }) };
    const stored = { ...found.value, archiveKey: directory.archiveKey };
    await files.send(req, res, stored, headers);
    if (allowed.isMarked) prepared.keep(req, allowed.isCurrent, () => files.prepare(stored, headers));
    return true;
  };

  const sendFrame: Part = async (_req, res, path, query) => {
    const standard = /^(scorm12|scorm2004)\.html$/.exec(path)?.[1];
    if (standard === undefined) return false;
    const named = readContentToken(secrets, query.get('v') ?? '');
    const allowed = named === null ? null : await directories.allowedHostsOf(named.versionId, named.mark);
    const script = `../${assets.path(`scripts/frame/${standard}.js`)}`;
    sendText(res, 200, framePage(script), { ...framePageHeaders(allowed?.hosts ?? []), 'Cache-Control': 'no-cache' });
    return true;
  };

  const parts: Readonly<Record<string, Part>> = {
    c: sendContent,
    frame: sendFrame,
    assets: (req, res, path) => sendAsset(assets, req, res, path),
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    // A service worker of one course would see the requests of all courses.
    if (req.headers['service-worker'] !== undefined) return sendPage(res, 403, 'Service workers are not served here.');
    if (req.method !== 'GET' && req.method !== 'HEAD') return sendPage(res, 405, 'Only reading is possible here.');
    const [path = '', query = ''] = splitOnce(req.url ?? '', '?');
    const [, name = '', rest = ''] = /^\/([^/]+)\/(.*)$/s.exec(path) ?? [];
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    const isSent = part !== undefined && (await part(req, res, rest, new URLSearchParams(query)));
    if (!isSent) sendPage(res, 404, 'This file is not part of the course.');
  }

  return (req, res) => {
    if (prepared.send(req, res)) return;
    answer(req, res).catch((error: unknown) => {
      const fault = serviceFault(error);
      const isMissing = error instanceof AppError && error.code === 'STORED_FILE_MISSING';
      const isGone = res.destroyed || res.closed;
      if (!isGone) log.error({ err: error, path: req.url?.split('?')[0] }, 'content could not be sent');
      if (fault !== null) {
        health.heard(fault);
        metrics.count('schoolbeat_errors_total', 'Errors by code.', { code: fault.code });
      }
      if (res.headersSent || isGone) res.destroy();
      else if (fault !== null) sendPage(res, 503, `${fault.message} Please try again in a moment.`);
      else sendPage(res, isMissing ? 404 : 500, 'This file cannot be read at the moment.');
    });
  };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function sendPage(res: ServerResponse, status: number, words: string): void {
  const page = `<!doctype html><html lang="en"><title>${status}</title><p>${words}</p></html>\n`;
  sendText(res, status, page, {
    ...plainHeaders(),
    'Cache-Control': 'no-store',
    ...(status === 405 && { Allow: 'GET, HEAD' }),
    ...(status === 503 && { 'Retry-After': String(RETRY_AFTER_S) }),
  });
}

function sendText(res: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>>): void {
  const bytes = Buffer.from(text);
  res.writeHead(status, { ...headers, 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': bytes.length });
  res.end(bytes);
}
