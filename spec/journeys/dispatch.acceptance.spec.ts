import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import {
  playRun,
  SHAPES,
  STANDARDS,
  startDispatchWorld,
  WAYS_OUT,
  type DispatchWorld,
} from '../support/dispatch-runs.ts';

const COOKIES = ['allowed', 'blocked'] as const;

describe('a dispatch package in the LMS of somebody else', function () {
  this.timeout(60_000);
  let world: DispatchWorld;
  const took: number[] = [];

  before(async () => {
    world = await startDispatchWorld();
  });
  after(async () => {
    await world?.close();
    const inOrder = took.sort((one, other) => one - other);
    const [median, most] = [inOrder[Math.floor(inOrder.length / 2)], inOrder.at(-1)];
    console.log(`    ${took.length} runs: ${median} ms from the course to the LMS at the median, ${most} ms at most`);
  });

  for (const cookies of COOKIES) {
    describe(`with third-party cookies ${cookies}`, () => {
      let browser: Browser;

      before(async () => {
        browser = await startBrowser({ thirdParty: cookies });
      });
      after(() => browser?.close());

      it('has a browser that does so', async () => {
        const { server, heard } = await cookieServer();
        const address = server.address();
        const port = typeof address === 'object' ? address?.port : 0;
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${port}/top`);
        await page.frameLocator('iframe').locator('#done').waitFor();
        expect(heard.at(-1)).to.equal(cookies === 'allowed' ? 'probe=1' : '');
        await page.close();
        server.closeAllConnections();
        server.close();
      });

      for (const standard of STANDARDS) {
        for (const shape of SHAPES) {
          for (const way of WAYS_OUT) {
            it(`tells status and score, ${standard}, ${shape}, ${way}`, async () => {
              const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
              const learner = [cookies, standard, shape, way].join(' ');
              took.push(await playRun(world, context, { standard, shape, way, learner }));
              await context.close();
            });
          }
        }
      }
    });
  }
});

/** A page on 127.0.0.1 with a frame of localhost that sets a cookie and asks again. */
async function cookieServer(): Promise<{ server: Server; heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((req, res) => {
    const port = req.headers.host?.split(':')[1] ?? '';
    const send = (body: string, cookie?: string): void => {
      res.writeHead(200, { 'content-type': 'text/html', ...(cookie !== undefined && { 'set-cookie': cookie }) });
      res.end(`<!doctype html><link rel="icon" href="data:,">${body}`);
    };
    if (req.url === '/top') send(`<iframe src="http://localhost:${port}/set"></iframe>`);
    else if (req.url === '/set') send('<script>location.href = "/again"</script>', 'probe=1; SameSite=None; Secure');
    else {
      heard.push(req.headers.cookie ?? '');
      send('<p id="done">done</p>');
    }
  }).listen(0);
  await once(server, 'listening');
  return { server, heard };
}
