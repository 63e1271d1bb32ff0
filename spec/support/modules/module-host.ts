import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import type { BuiltCourse } from '../../../server/authoring/index.ts';
import {
  buildCourse,
  DEFAULT_POLICY,
  directoryTree,
  filesOf,
  packCourse,
  readCourses,
  readRuntime,
  type BuildPolicy,
  type BuildTarget,
} from '../../../server/authoring/index.ts';
import { ROOT } from '../../architecture/rooms.ts';
import { readZipBytes } from '../zip.ts';

const SCORM_AGAIN = join(ROOT, 'node_modules/scorm-again/dist');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** A call of the SCORM API as the host page saw it. */
export interface ApiCall {
  readonly method: string;
  readonly element: string;
  readonly value: string;
  readonly result: string;
  readonly error: string;
}

/** Somebody else's system: a page with scorm-again and nothing of ours, the unpacked package beside it. */
export interface ModuleHost {
  readonly course: BuiltCourse;
  readonly policy: BuildPolicy;
  readonly base: string;
  /** Files of the package. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Bytes that were sent, by path. */
  readonly sent: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Builds a course below `root` for a target, as `courses:build` does, and serves it with a bare host page. */
export async function startModuleHost(
  target: BuildTarget,
  folder: string,
  root = join(ROOT, 'courses'),
  policy: BuildPolicy = DEFAULT_POLICY,
): Promise<ModuleHost> {
  const tree = directoryTree(root);
  const { courses, skills } = readCourses(tree, folder);
  const [files] = courses;
  if (files === undefined) throw new Error(`There is no course ${folder}.`);
  const course = buildCourse(files, skills?.data ?? null, tree);
  const packed = filesOf(course, tree, folder, await readRuntime(ROOT));
  return servePackage(await packCourse(course, target, packed, policy), { course, target, policy });
}

/** Serves the package of a course, however it was come by, with a bare host page. */
export async function servePackage(
  packed: Buffer,
  { course, target, policy = DEFAULT_POLICY }: { course: BuiltCourse; target: BuildTarget; policy?: BuildPolicy },
): Promise<ModuleHost> {
  const zip = await readZipBytes(packed);
  const script = target === 'scorm12' ? 'scorm12.min.js' : 'scorm2004.min.js';
  const host = new Map([
    ['host.html', Buffer.from(hostPage(target))],
    ['scorm-again.js', await readFile(join(SCORM_AGAIN, script))],
    ['host.js', Buffer.from(HOST_SCRIPT)],
  ]);
  const sent = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').slice(1).split('?')[0] ?? '');
    const bytes = host.get(path) ?? zip.get(path);
    sent.set(path, (sent.get(path) ?? 0) + (bytes?.length ?? 0));
    response.writeHead(bytes === undefined ? 404 : 200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'cache-control': 'no-store',
    });
    response.end(bytes);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${portOf(server)}`;
  return { course, policy, base, files: zip, sent, close: () => closeServer(server) };
}

function hostPage(target: BuildTarget): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A bare host</title><link rel="icon" href="data:,"></head>
<body data-target="${target}"><iframe id="sco" title="Course" width="100%" height="900"></iframe>
<script src="scorm-again.js"></script><script src="host.js"></script></body></html>`;
}

/** Keeps suspend data and entry between openings as a system does, and writes every call down. */
const HOST_SCRIPT = `
const is12 = document.body.dataset.target === 'scorm12';
const kept = JSON.parse(sessionStorage.getItem('kept') ?? 'null');
const api = is12
  ? new Scorm12API({ autocommit: false, mastery_override: false })
  : new Scorm2004API({ autocommit: false });
if (is12) {
  api.cmi.core.student_id = 'officer-1';
  api.cmi.core.student_name = 'Sample, Officer';
  if (kept) { api.cmi.suspend_data = kept.suspend; api.cmi.core.lesson_location = kept.location; api.cmi.core.lesson_status = kept.status; api.cmi.core.entry = 'resume'; }
} else {
  api.cmi.learner_id = 'officer-1';
  api.cmi.learner_name = 'Sample, Officer';
  if (kept) { api.cmi.suspend_data = kept.suspend; api.cmi.location = kept.location; api.cmi.completion_status = kept.status; api.cmi.entry = 'resume'; }
  else api.cmi.entry = 'ab-initio';
}
window.calls = [];
const lastError = is12 ? 'LMSGetLastError' : 'GetLastError';
const seen = {};
for (const method of is12
  ? ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError']
  : ['Initialize', 'Terminate', 'GetValue', 'SetValue', 'Commit', 'GetLastError']) {
  const inner = api[method].bind(api);
  seen[method] = (element = '', value = '') => {
    const result = String(inner(element, value));
    if (method !== lastError) window.calls.push({ method, element: String(element), value: String(value), result, error: String(api[lastError]()) });
    return result;
  };
}
window[is12 ? 'API' : 'API_1484_11'] = seen;
window.record = () => Object.fromEntries(window.calls.filter((call) => /SetValue$/.test(call.method) && call.result === 'true').map((call) => [call.element, call.value]));
window.keep = () => {
  const told = { ...(kept?.all ?? {}), ...window.record() };
  const of = (one, other) => told[is12 ? one : other] ?? '';
  sessionStorage.setItem('kept', JSON.stringify({ all: told, suspend: of('cmi.suspend_data', 'cmi.suspend_data'), location: of('cmi.core.lesson_location', 'cmi.location'), status: of('cmi.core.lesson_status', 'cmi.completion_status') }));
};
document.getElementById('sco').src = new URLSearchParams(location.search).get('page');
`;

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
