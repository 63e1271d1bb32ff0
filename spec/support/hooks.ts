process.env['NODE_ENV'] ??= 'test';
process.env['TZ'] = 'UTC';

/** How long the process may go on when all specs have ended; one that goes on for ever would be cut without a word. */
const REST_MS = 60_000;

/** What mocha does around all specs of a process. */
export const mochaHooks = {
  afterAll(): void {
    setTimeout(() => {
      const held = process.getActiveResourcesInfo().join(', ');
      process.stdout.write(`\n  The specs have ended and something holds the process: ${held}\n`);
      process.exit(1);
    }, REST_MS).unref();
  },
};
