import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { ROOT } from '../architecture/rooms.ts';
import { readZipBytes } from './zip.ts';

/** A call of the SCORM API as the LMS saw it; `at` is the browser's clock, ms. */
export interface LmsCall {
  readonly method: string;
  readonly element: string;
  readonly value: string;
  readonly result: string;
  readonly error: string;
  readonly at: number;
}

/** What an LMS keeps of a learner. */
export interface LmsRecord {
  /** Values by element, over all sessions. */
  readonly values: Readonly<Record<string, string>>;
  /** Calls of the last session. */
  readonly calls: readonly LmsCall[];
}

/** Where an LMS shows a package. */
export type LmsShape = 'direct' | 'nested' | 'pop-up' | 'new tab';

/** An LMS of somebody else: scorm-again and nothing of ours, the package unpacked beside it. */
export interface DispatchLms {
  readonly origin: string;
  /** Address of the page of a learner; `package` names one that was uploaded. */
  page(learner: string, of: { package: string; shape: LmsShape; mode?: string }): string;
  upload(name: string, zip: Buffer, standard: 'scorm12' | 'scorm2004-4'): Promise<void>;
  recordOf(learner: string): LmsRecord;
  close(): Promise<void>;
}

interface Uploaded {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly standard: string;
}

const SCORM_AGAIN = join(ROOT, 'node_modules/scorm-again/dist');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const EMPTY: LmsRecord = { values: {}, calls: [] };

/** What a page saves: the calls of its session from one of them on, so that no save outgrows what a browser sends as it leaves. */
interface SavedCalls {
  readonly session: number;
  readonly from: number;
  readonly calls: readonly LmsCall[];
}

interface KeptRecord extends LmsRecord {
  readonly session: number;
  /** Values when the session began. */
  readonly before: LmsRecord['values'];
}

/** Saves may overtake each other, and may come twice: every call has its place. */
function withCalls(kept: KeptRecord | undefined, { session, from, calls }: SavedCalls): KeptRecord {
  const isSame = kept?.session === session;
  const before = (isSame ? kept.before : kept?.values) ?? {};
  const all = isSame ? [...kept.calls] : [];
  for (const [index, call] of calls.entries()) all[from + index] = call;
  const set = all.flatMap((call) => (call.method.endsWith('SetValue') && call.result === 'true' ? [call] : []));
  const values = { ...before, ...Object.fromEntries(set.map(({ element, value }) => [element, value])) };
  return { session, before, values, calls: all };
}

/** Opens the LMS on 127.0.0.1: another site than localhost. */
export async function startDispatchLms(): Promise<DispatchLms> {
  const packages = new Map<string, Uploaded>();
  const records = new Map<string, KeptRecord>();
  const scripts = new Map(
    await Promise.all(
      ['scorm12.min.js', 'scorm2004.min.js'].map(
        async (name) => [name, await readFile(join(SCORM_AGAIN, name))] as const,
      ),
    ),
  );

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://lms');
    const [, first = '', second = '', ...rest] = url.pathname.split('/');
    const send = (type: string, body: string | Buffer, status = 200): void => {
      // As an LMS with a strict policy of its own would: nothing inline, frames from anywhere.
      res.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      res.end(body);
    };
    if (first === 'save') {
      const learner = url.searchParams.get('learner') ?? '';
      const body = await bodyOf(req);
      records.set(learner, withCalls(records.get(learner), JSON.parse(body) as SavedCalls));
      return send('text/plain', 'ok');
    }
    if (first === 'files') {
      const bytes = packages.get(second)?.files.get(rest.join('/'));
      return bytes === undefined
        ? send('text/plain', '', 404)
        : send(TYPES[extname(url.pathname)] ?? 'text/plain', bytes);
    }
    if (first === 'script')
      return send('text/javascript', second === 'lms.js' ? LMS_SCRIPT : (scripts.get(second) ?? ''));
    if (first === 'shell') {
      const depth = Number(url.searchParams.get('depth'));
      const target = url.searchParams.get('target') ?? '';
      return send('text/html', frameTo(depth > 1 ? `/shell?depth=${depth - 1}&target=${target}` : target));
    }
    if (first !== 'lms') return send('text/html', '<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>');
    const { package: name = '', learner = '', shape = 'direct', mode = '' } = Object.fromEntries(url.searchParams);
    const { standard = 'scorm12' } = packages.get(name) ?? {};
    const kept = JSON.stringify({
      learner,
      shape,
      mode,
      standard,
      target: `/files/${name}/index.html`,
      values: records.get(learner)?.values ?? null,
    });
    return send('text/html; charset=utf-8', lmsPage(standard, kept));
  }

  const server: Server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  return {
    origin,
    page: (learner, of) => `${origin}/lms?${new URLSearchParams({ learner, mode: '', ...of }).toString()}`,
    async upload(name, zip, standard) {
      packages.set(name, { files: await readZipBytes(zip), standard });
    },
    recordOf: (learner) => records.get(learner) ?? EMPTY,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function lmsPage(standard: string, kept: string): string {
  const script = standard === 'scorm12' ? 'scorm12.min.js' : 'scorm2004.min.js';
  const data = kept.replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>LMS of the county</title><link rel="icon" href="data:,">
<style>iframe { width: 1200px; height: 700px; border: 0 }</style></head>
<body><h1>LMS of the county</h1><button id="open">Open the course</button><script type="application/json" id="kept">${data}</script>
<script src="/script/${script}"></script><script src="/script/lms.js"></script></body></html>`;
}

const frameTo = (target: string): string =>
  `<!doctype html><title>Shell</title><style>iframe { width: 1180px; height: 690px; border: 0 }</style><iframe src="${target}"></iframe>`;

/** Keeps what the package has set and hands it to the server at each Commit and at the end, as an LMS does. */
const LMS_SCRIPT = `
const kept = JSON.parse(document.getElementById('kept').textContent);
const is12 = kept.standard === 'scorm12';
const api = is12
  ? new Scorm12API({ autocommit: false, mastery_override: false })
  : new Scorm2004API({ autocommit: false });
const core = is12 ? api.cmi.core : api.cmi;
const old = kept.values;
if (is12) {
  core.student_id = kept.learner;
  core.student_name = 'Learner, ' + kept.learner;
  core.lesson_mode = kept.mode || 'normal';
  if (old) {
    api.cmi.suspend_data = old['cmi.suspend_data'] ?? '';
    core.lesson_status = old['cmi.core.lesson_status'] ?? '';
    core.entry = 'resume';
  }
} else {
  core.learner_id = kept.learner;
  core.learner_name = 'Learner, ' + kept.learner;
  core.mode = kept.mode || 'normal';
  core.entry = old ? 'resume' : 'ab-initio';
  if (old) {
    api.cmi.suspend_data = old['cmi.suspend_data'] ?? '';
    api.cmi.completion_status = old['cmi.completion_status'] ?? 'unknown';
    api.cmi.success_status = old['cmi.success_status'] ?? 'unknown';
  }
}
const calls = [];
const lastError = is12 ? 'LMSGetLastError' : 'GetLastError';
const session = Date.now() + Math.random();
let saved = 0;
const save = async () => {
  const [from, to] = [saved, calls.length];
  const body = JSON.stringify({ session, from, calls: calls.slice(from) });
  const { ok } = await fetch('/save?learner=' + encodeURIComponent(kept.learner), { method: 'POST', keepalive: true, body });
  if (ok) saved = Math.max(saved, to);
};
const seen = {};
for (const method of is12
  ? ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError']
  : ['Initialize', 'Terminate', 'GetValue', 'SetValue', 'Commit', 'GetLastError']) {
  const inner = api[method].bind(api);
  seen[method] = (element = '', value = '') => {
    const result = String(inner(element, value));
    if (method !== lastError) calls.push({ method, element: String(element), value: String(value), result, error: String(api[lastError]()), at: Date.now() });
    if (/Commit$|Finish$|Terminate$/.test(method)) void save();
    return result;
  };
}
window[is12 ? 'API' : 'API_1484_11'] = seen;
const frame = (src) => {
  const made = document.createElement('iframe');
  made.src = src;
  document.body.append(made);
};
const open = {
  direct: () => frame(kept.target),
  nested: () => frame('/shell?depth=2&target=' + kept.target),
  'pop-up': () => window.open(kept.target, 'sco', 'width=1200,height=760'),
  'new tab': () => window.open(kept.target, '_blank'),
}[kept.shape];
document.getElementById('open').addEventListener('click', () => open());
`;

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
