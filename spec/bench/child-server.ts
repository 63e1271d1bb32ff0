import { spawn, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** A server under load, in a process of its own. */
export interface ChildServer {
  readonly port: number;
  /** Path of the folder that holds `script.js` and `film.mp4`, with a slash at its end. */
  readonly base: string;
  /** User and system time so far, ms. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a module that tells its `port` and `base`, answers `cpu` and ends when told to `stop`. */
export async function forkServer(module: string, args: readonly string[] = []): Promise<ChildServer> {
  const child = fork(join(import.meta.dirname, module), [...args], { execArgv: ['--import', 'tsx'] });
  const about = await nextMessage<{ port: number; base: string }>(child);
  return {
    ...about,
    async cpuMs() {
      const answer = nextMessage<NodeJS.CpuUsage>(child);
      child.send('cpu');
      const { user, system } = await answer;
      return (user + system) / 1000;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.send('stop');
      await gone;
    },
  };
}

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`A server of the bench ended with ${code}.`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as T);
    });
  });
}

/** Where nginx is: `NGINX_PATH`, else on the path; null where there is none or CPU cannot be read per process. */
export function findNginx(): string | null {
  if (!existsSync('/proc/self/stat')) return null;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  const places = [process.env['NGINX_PATH'] ?? '', ...folders.map((folder) => join(folder, 'nginx'))];
  return places.find((place) => place !== '' && existsSync(place)) ?? null;
}

/** nginx with one worker and its own settings: what it can do best, packed beforehand (`gzip_static`), no log, `sendfile`. */
export async function startNginx(binary: string, files: Readonly<Record<string, Buffer>>): Promise<ChildServer> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-nginx-'));
  await mkdir(join(folder, 'files'), { mode: 0o755 });
  for (const [name, data] of Object.entries(files)) {
    await writeFile(join(folder, 'files', name), data);
    if (name.endsWith('.js')) await writeFile(join(folder, 'files', `${name}.gz`), gzipSync(data));
  }
  const port = await freePort();
  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`);
  // Without a master the one process is the worker, so that its CPU is all there is.
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; worker_processes 1; pid ${folder}/pid; error_log stderr crit;
events { worker_connections 512; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100;
  types { text/javascript js; video/mp4 mp4; }
  ${scratch.join(' ')}
  server { listen 127.0.0.1:${port}; root ${folder}/files; gzip_static on; add_header Cache-Control "public, max-age=31536000, immutable"; }
}
`,
  );
  const child = spawn(binary, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilListening(port, child);
  return {
    port,
    base: '/',
    cpuMs: () => Promise.resolve(cpuOf(child.pid ?? 0)),
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** User and system time of a process (proc(5), fields 14 and 15), in hundredths of a second on every Linux. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  return address !== null && typeof address === 'object' ? address.port : 0;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}.`);
    const isUp = await fetch(`http://127.0.0.1:${port}/script.js`).then(
      (answer) => answer.arrayBuffer().then(() => true),
      () => false,
    );
    if (isUp) return;
    await wait(50);
  }
  throw new Error('nginx did not begin to listen.');
}
