import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What an attack heard, and whether the server closed its connection. */
export interface Heard {
  readonly status: number;
  readonly text: string;
  readonly isClosed: boolean;
}

/** Where the attack goes: a port of this machine, and a launch whose token the attacker has. */
export interface Target {
  readonly port: number;
  readonly launchId: string;
  readonly token: string;
}

/** Sends what `feed` writes and waits until the server closes, or until `ms` are over. */
export async function speak(port: number, feed: (socket: Socket) => void, ms: number): Promise<Heard> {
  const socket = connect(port, 'localhost');
  const parts: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => parts.push(chunk));
  // A reset is an answer as well: what came before it counts.
  socket.on('error', () => socket.destroy());
  socket.once('connect', () => feed(socket));
  const isClosed = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
  socket.destroy();
  const text = Buffer.concat(parts).toString('latin1');
  return { status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0), text, isClosed };
}

/** Writes a text again and again until the other side has had enough. */
export function drip(socket: Socket, text: string, everyMs: number): void {
  const timer = setInterval(() => void (socket.writable && socket.write(text)), everyMs);
  socket.once('close', () => clearInterval(timer));
}

/** Writes a text as often as the socket takes it, up to a number of bytes. */
export function flood(socket: Socket, text: string, bytes: number): void {
  let left = bytes;
  const go = (): void => {
    while (left > 0 && socket.writable) {
      left -= text.length;
      if (!socket.write(text)) {
        socket.once('drain', go);
        return;
      }
    }
  };
  go();
}

const line = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;
const HOST = 'Host: localhost';

/** One attack: what it does, and the statuses that are right (0: closed without a word). */
export interface Attack {
  readonly name: string;
  readonly statuses: readonly number[];
  readonly feed: (socket: Socket) => void;
}

/** Attacks on the app's own port. */
export function appAttacks({ launchId, token }: Target): Attack[] {
  const commits = `POST /launches/${launchId}/commits HTTP/1.1`;
  const bearer = `Authorization: Bearer ${token}`;
  const json = 'Content-Type: application/json';
  const form = ['Sec-Fetch-Site: same-origin', 'Content-Type: application/x-www-form-urlencoded'];
  const post = (body: string, ...more: readonly string[]): string =>
    line(commits, HOST, bearer, json, 'Connection: close', `Content-Length: ${Buffer.byteLength(body)}`, ...more, '') +
    body;
  const bomb = gzipSync(Buffer.alloc(60_000_000, 0x20));
  const say =
    (text: string | Buffer) =>
    (socket: Socket): void =>
      void socket.write(text);
  return [
    { name: 'headers that drip', statuses: [0, 408], feed: (s) => (s.write(`GET / HTTP/1.1\r\n${HOST}\r\nX: `), drip(s, 'x', 500)) },
    { name: 'a connection that says nothing', statuses: [0, 408], feed: () => undefined },
    { name: 'a small body that drips', statuses: [0, 408], feed: (s) => (s.write(line(commits, HOST, bearer, json, 'Content-Length: 900', '')), drip(s, ' ', 500)) },
    { name: 'a form that stops', statuses: [408], feed: say(line('POST /login HTTP/1.1', HOST, ...form, 'Content-Length: 500', '') + 'email=') },
    { name: 'a body that nobody reads', statuses: [404, 401], feed: (s) => (s.write(line('POST /nowhere HTTP/1.1', HOST, 'Content-Length: 5000', '')), drip(s, 'x', 500)) },
    { name: 'an upload without a session that drips', statuses: [0, 401, 403], feed: (s) => (s.write(line('POST /author/imports HTTP/1.1', HOST, 'Sec-Fetch-Site: same-origin', 'Content-Type: multipart/form-data; boundary=b', 'Content-Length: 90000', '')), drip(s, 'x', 500)) },
    { name: '100 MB of JSON, announced', statuses: [413], feed: (s) => (s.write(line(commits, HOST, bearer, json, `Content-Length: ${100 << 20}`, '')), flood(s, '[0,'.repeat(20_000), 100 << 20)) },
    { name: '100 MB of JSON, chunked', statuses: [413], feed: (s) => (s.write(line(commits, HOST, bearer, json, 'Transfer-Encoding: chunked', '')), flood(s, `ea60\r\n${'[0,'.repeat(20_000)}\r\n`, 100 << 20)) },
    { name: 'deep JSON', statuses: [400], feed: say(post('['.repeat(100_000) + ']'.repeat(100_000))) },
    { name: 'a gzip bomb', statuses: [413], feed: (s) => (s.write(line(commits, HOST, bearer, json, 'Content-Encoding: gzip', 'Connection: close', `Content-Length: ${bomb.length}`, '')), s.write(bomb)) },
    { name: 'gzip that is none', statuses: [400], feed: say(post('not gzip at all', 'Content-Encoding: gzip')) },
    { name: 'an unknown encoding', statuses: [415], feed: say(post('{}', 'Content-Encoding: br')) },
    { name: 'a header of 20 KB', statuses: [431], feed: say(line('GET / HTTP/1.1', HOST, `X: ${'x'.repeat(20_000)}`, '')) },
    { name: '2,000 headers', statuses: [431], feed: say(line('GET / HTTP/1.1', HOST, ...Array.from({ length: 2000 }, (_none, at) => `X-${at}: ${at}`), '')) },
    { name: 'an address of 100 KB', statuses: [431, 414], feed: say(line(`GET /${'a'.repeat(100_000)} HTTP/1.1`, HOST, '')) },
    { name: 'bad percent signs', statuses: [400, 404], feed: say(line('GET /courses/%E0%A4%A HTTP/1.1', HOST, 'Connection: close', '')) },
    { name: 'a NUL in the path', statuses: [400, 401, 404], feed: say(line('GET /courses/%00 HTTP/1.1', HOST, 'Connection: close', '')) },
    { name: 'no host', statuses: [400], feed: say(line('GET / HTTP/1.1', '')) },
    { name: 'a host that is none', statuses: [200, 302, 303, 400], feed: say(line('GET /login HTTP/1.1', 'Host: @:a/\\b?c', 'Connection: close', '')) },
    { name: 'chunks that are none', statuses: [400], feed: say(line(commits, HOST, bearer, json, 'Transfer-Encoding: chunked', '') + 'zz\r\n{}\r\n') },
    { name: 'length and chunks at once', statuses: [400], feed: say(line(commits, HOST, bearer, json, 'Content-Length: 3', 'Transfer-Encoding: chunked', '') + '0\r\n\r\n') },
    { name: 'an unknown expectation', statuses: [417], feed: say(line(commits, HOST, bearer, json, 'Expect: tea', 'Connection: close', 'Content-Length: 2', '') + '{}') },
    { name: 'a body that waits to be asked for and never comes', statuses: [100], feed: say(line(commits, HOST, bearer, json, 'Expect: 100-continue', 'Content-Length: 2000', '')) },
    { name: 'an unknown method', statuses: [400], feed: say(line('BREW / HTTP/1.1', HOST, '')) },
    { name: 'a thousand requests in one breath', statuses: [200], feed: say(line('GET /healthz HTTP/1.1', HOST, '').repeat(1000) + line('GET /healthz HTTP/1.1', HOST, 'Connection: close', '')) },
  ]; // prettier-ignore
}

/** Attacks on the content's port; `path` is a file that is there. */
export function contentAttacks(path: string): Attack[] {
  const get = (...more: readonly string[]): string =>
    line(`GET ${path} HTTP/1.1`, HOST, 'Connection: close', ...more, '');
  const say =
    (text: string) =>
    (socket: Socket): void =>
      void socket.write(text);
  const ranges = Array.from({ length: 5000 }, (_none, at) => `${at}-${at + 1}`).join(',');
  return [
    { name: 'headers that drip', statuses: [0, 408], feed: (s) => (s.write(`GET / HTTP/1.1\r\n${HOST}\r\nX: `), drip(s, 'x', 500)) },
    { name: 'a body that drips', statuses: [200, 405, 408], feed: (s) => (s.write(line(`GET ${path} HTTP/1.1`, HOST, 'Content-Length: 900', '')), drip(s, 'x', 500)) },
    { name: '5,000 ranges', statuses: [200, 416], feed: say(get(`Range: bytes=${ranges}`)) },
    { name: 'a range out of all bounds', statuses: [200, 416], feed: say(get('Range: bytes=99999999999999999999-')) },
    { name: '5,000 tags', statuses: [200], feed: say(get(`If-None-Match: ${'"x",'.repeat(5000)}`)) },
    { name: 'headers of 2 MB', statuses: [0, 431], feed: (s) => (s.write(line(`GET ${path} HTTP/1.1`, HOST)), flood(s, `X: ${'x'.repeat(60_000)}\r\n`, 2 << 20)) },
    { name: 'an address of 500 KB', statuses: [404], feed: say(line(`GET /c/${'a'.repeat(500_000)} HTTP/1.1`, HOST, 'Connection: close', '')) },
    { name: 'bad percent signs', statuses: [404], feed: say(line(`GET ${path}%E0%A4%A HTTP/1.1`, HOST, 'Connection: close', '')) },
    { name: 'a way up', statuses: [404], feed: say(line(`GET ${path}/../../../../etc/passwd HTTP/1.1`, HOST, 'Connection: close', '')) },
    { name: 'an upload', statuses: [0, 405], feed: (s) => (s.write(line(`POST ${path} HTTP/1.1`, HOST, 'Connection: close', 'Transfer-Encoding: chunked', '')), flood(s, `ea60\r\n${'x'.repeat(60_000)}\r\n`, 10 << 20)) },
    { name: 'no host', statuses: [400], feed: say(line(`GET ${path} HTTP/1.1`, '')) },
    { name: 'a thousand requests in one breath', statuses: [200], feed: say(line(`GET ${path} HTTP/1.1`, HOST, '').repeat(1000) + get()) },
  ]; // prettier-ignore
}
