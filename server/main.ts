import { createServer, type Server } from 'node:http';
import express from 'express';
import { openSchoolbeat } from './app.ts';
import { assignDemoCourse } from './demo-assignment.ts';
import { installDemo, type DemoSignIn } from './demo.ts';
import { installCourses } from './install-courses.ts';
import { AppError, createLog, gracefulStop, readConfig } from './platform/index.ts';

const GRACE_MS = 10_000;
const CONTENT_HEADER_BYTES = 1 << 20;
const SECOND = 1000;
/** How often connections that have waited too long are looked for. */
const CHECK = { connectionsCheckingInterval: 5 * SECOND };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Starts the stand-alone server; exit code 1 with a sentence when it cannot. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog({ level: process.env['LOG_LEVEL'] ?? 'warn' });
  const app = await openSchoolbeat(config, { log });
  await app.migrate();

  const host = express();
  host.disable('x-powered-by');
  const { pathname } = new URL(config.publicUrl);
  host.use(pathname, app.router);
  // A proxy may show us below a path and take that away again.
  if (pathname !== '/') host.use(app.router);
  const page = createServer(CHECK, host);
  // Content that fills its own cookie jar must still be served: nothing of ours reads those cookies.
  const content = createServer({ ...CHECK, maxHeaderSize: CONTENT_HEADER_BYTES }, app.content);
  for (const server of [page, content]) {
    server.headersTimeout = 15 * SECOND;
    server.keepAliveTimeout = 65 * SECOND;
  }
  // An upload over a slow line may take an hour; the routes end a body that does not keep its pace.
  page.requestTimeout = 0;
  // Nothing comes and nothing goes: a large import is checked and stored in less.
  page.timeout = 900 * SECOND;
  // Content takes no bodies; a player that pauses asks again for the rest.
  content.requestTimeout = 30 * SECOND;
  content.timeout = 120 * SECOND;
  // The ports first: demo passwords are shown once, and must not be lost to a port that is in use.
  await listen(page, config.port, config.publicUrl);
  await listen(content, config.contentPort, config.contentUrl);
  const signIns = config.demo ? await installDemo(app) : null;
  if (signIns) sayDemo(signIns);
  if (config.courses) await installCourses(app);
  if (config.demo && config.courses) await assignDemoCourse(app);
  app.platform.jobs.start();

  say(`Schoolbeat is ready: ${config.publicUrl}`);
  say(`Package content:     ${config.contentUrl ?? 'none'}`);
  for (const warning of config.warnings) say(`Note: ${warning}`);
  say('');
  stopOnSignal({ servers: [page, content], close: () => app.close(), graceMs: GRACE_MS, log });
}

function sayDemo(signIns: readonly DemoSignIn[]): void {
  say('Demo sign-ins, shown this once:');
  for (const { role, email, password } of signIns) say(`  ${role.padEnd(14)} ${email.padEnd(36)} ${password}`);
  say('');
}

/** Listens on this machine alone where the address is one that only this machine reaches. */
function listen(server: Server, port: number, url: string | null): Promise<void> {
  const { hostname } = new URL(url ?? 'http://localhost');
  const host = hostname === 'localhost' || hostname === '127.0.0.1' ? hostname : undefined;
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(
        fault.code === 'EADDRINUSE'
          ? new AppError('PORT_IN_USE', 500, `Port ${port} is in use. Stop the other program or set PORT.`)
          : fault,
      ),
    );
    server.listen({ port, host }, resolve);
  });
}

/** The first signal lets running requests end; a second one ends at once. */
function stopOnSignal(parts: Parameters<typeof gracefulStop>[0]): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) process.exit(130);
    isStopping = true;
    await gracefulStop(parts);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}

main().catch((fault: unknown) => {
  // A fault of the settings is a sentence for the operator; any other one is for whoever mends it.
  const stack = fault instanceof Error ? fault.stack : undefined;
  const words = fault instanceof AppError ? fault.message : (stack ?? 'The server could not start.');
  process.stderr.write(`${words}\n`);
  process.exit(1);
});
