import { expect } from 'chai';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { scratchPath } from '../../support/databases.ts';
import { appAttacks, type Attack, contentAttacks, speak } from '../../support/hostile-clients.ts';
import { beat, rssOf } from '../../support/soak.ts';
import { type StandAlone, startStandAlone } from '../../support/stand-alone.ts';
import { embark, environmentOf, openApp, type Sailor, send } from '../../support/storm.ts';

const MB = 2 ** 20;
/** All attacks at once, and 2,000 connections that say nothing. */
const MOST_GROWTH = 400 * MB;
const IDLE = 2000;
/** Connections of the officer and of those who look on. */
const FEW = 30;
/** The longest deadline of all is 60 s; the machine may be busy. */
const PATIENCE_MS = 180_000;

const portOf = (url: string): number => Number(new URL(url).port);

describe('a stand-alone server under hostile clients', function () {
  this.timeout(600_000);

  let server: StandAlone | undefined;
  let sailor: Sailor;
  let attacker: Sailor;
  let content: string;

  before(async function () {
    if (!existsSync('/proc/self/status')) this.skip();
    const place = { databaseUrl: `sqlite:${await scratchPath('hostile.sqlite')}`, tablePrefix: 'sb_' };
    const storage = await scratchPath('hostile-content');
    const app = await openApp(place, storage);
    const sailors = await embark(app, 2);
    [sailor, attacker] = sailors as [Sailor, Sailor];
    server = await startStandAlone(environmentOf(place, storage));
    content = '/frame/scorm12.html';
  });
  after(() => server?.stop());

  it('ends every attack with the right status, keeps its memory, and saves an officer’s work meanwhile', async () => {
    if (server === undefined) throw new Error('There is no server.');
    const { child, base, contentBase } = server;
    const before = await rssOf(child.pid ?? 0);
    const held = (await readdir(`/proc/${child.pid}/fd`)).length;
    const { launchId, token } = attacker;
    const attacks: [string, Attack][] = [
      ...appAttacks({ port: portOf(base), launchId, token }).map((one): [string, Attack] => [base, one]),
      ...contentAttacks(content).map((one): [string, Attack] => [contentBase, one]),
    ];
    const watch = { isOn: true };
    let most = 0;
    let saved = 0;
    let heldAtMost = 0;
    const officer = async (): Promise<void> => {
      while (watch.isOn) {
        expect(await send(base, sailor), 'the commit is taken').to.equal(true);
        saved += 1;
        await beat(base, sailor);
        most = Math.max(most, await rssOf(child.pid ?? 0));
        heldAtMost = Math.max(heldAtMost, (await readdir(`/proc/${child.pid}/fd`)).length);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };
    const working = officer();
    const idle = await openIdle(portOf(base));
    const heard = await Promise.all(attacks.map(([url, { feed }]) => speak(portOf(url), feed, PATIENCE_MS)));
    const heldAtLast = await heldBy(child.pid ?? 0, held + FEW);
    for (const socket of idle) socket.destroy();
    watch.isOn = false;
    await working;
    const wrong = attacks.flatMap(([url, { name, statuses }], at) => {
      const { status = -1, isClosed = false, text = '' } = heard[at] ?? {};
      const isRight = statuses.includes(status) && isClosed;
      const where = url === base ? 'app' : 'content';
      return isRight ? [] : [`${where}: ${name}: ${status}, ${isClosed ? 'closed' : 'open'}: ${text.slice(0, 100)}`];
    });
    process.stdout.write(
      `      ${attacks.length} attacks, ${saved} commits saved meanwhile, RSS ${(before / MB).toFixed(0)} MB, at most ${(most / MB).toFixed(0)} MB\n`,
    );
    expect(wrong).to.deep.equal([]);
    expect(heldAtMost, 'the silent connections were there').to.be.at.least(IDLE / 2);
    expect(heldAtLast, 'and are closed').to.be.at.most(held + FEW);
    expect(most - before, 'growth').to.be.below(MOST_GROWTH);
    expect(saved).to.be.at.least(20);
  });
});

async function openIdle(port: number): Promise<Socket[]> {
  const sockets = Array.from({ length: IDLE }, () =>
    connect(port, 'localhost')
      .on('error', () => undefined)
      .resume(),
  );
  await Promise.all(sockets.map((socket) => (socket.connecting ? once(socket, 'connect') : Promise.resolve())));
  return sockets;
}

/**
 * How many connections and files the server holds, once it is down to `few` or patience is over. Counted on its side: what its
 * queue had no room for, the client takes for open, and the server knows nothing of it.
 */
async function heldBy(pid: number, few: number): Promise<number> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { length } = await readdir(`/proc/${pid}/fd`);
    if (length <= few || performance.now() > end) return length;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
