import { expect } from 'chai';
import { scratchPath } from './databases.ts';
import { setSail } from './fleet.ts';
import { buildAgency, buildOfficer } from './people.ts';
import { signInTo } from './recover-launch.ts';
import { openRoundRobin } from './round-robin.ts';
import { startStandAlone } from './stand-alone.ts';
import { embark, environmentOf, holdToRows, openApp, type Refusal, type StormPlace } from './storm.ts';

/** A storm on two processes of which one is killed in the middle, some times. */
export interface TwoProcessOptions extends StormPlace {
  readonly launches: number;
  readonly kills: number;
  /** Acknowledged commits before a kill, and again while one process is alone. */
  readonly between: number;
}

/** What the proxy says for a process that broke off; nothing else may be refused. */
const isBrokenOff = ({ status, code }: Refusal): boolean => status === 502 && code === null;

/**
 * Runs the storm behind a proxy, killing one process and then the other; each is started again. Holds the rows to what was
 * acknowledged; resolves with the number of acknowledged commits.
 */
export async function weatherKills(options: TwoProcessOptions): Promise<number> {
  const storage = await scratchPath('two-processes');
  const proxy = await openRoundRobin();
  const settings = { ...environmentOf(options, storage), SCHOOLBEAT_PUBLIC_URL: proxy.base };
  const processes = await Promise.all([startStandAlone(settings), startStandAlone(settings)]);
  // Only now, since a launch that is silent for two minutes must be recovered.
  const app = await openApp(options, storage);
  const officer = await buildOfficer(app, { agencyId: (await buildAgency(app)).id });
  const sailors = await embark(app, options.launches);
  const useAll = (): void => proxy.use(processes.map(({ base }) => base));
  useAll();
  const fleet = setSail(proxy.base, sailors, isBrokenOff);
  try {
    const cookie = (await signInTo(proxy.base, officer)) ?? '';
    for (let kill = 0; kill < options.kills; kill += 1) {
      await fleet.acknowledged(options.between);
      // In the middle: others have commits under way there.
      await processes[kill % 2]?.kill();
      const before = sailors.map(({ acknowledged }) => acknowledged.length);
      await fleet.acknowledged(options.between);
      await fleet.each((sailor, place) => sailor.acknowledged.length > (before[place] ?? 0));
      // A session of either process is one of both: it is asked as often as the turn may need.
      for (let tries = 0; tries < 2; tries += 1) expect(await statusOf(`${proxy.base}/my`, cookie)).to.equal(200);
      processes[kill % 2] = await startStandAlone(settings);
      useAll();
    }
    await fleet.acknowledged(options.between);
    await fleet.land();
    for (const { base } of processes) expect(proxy.answered.get(base), 'both processes answer').to.be.above(0);
    for (const one of processes) expect(await one.stop(), one.said()).to.equal(0);
  } finally {
    fleet.giveUp();
    for (const one of processes) await one.kill();
    await proxy.close();
  }
  return holdToRows(options, storage, sailors);
}

async function statusOf(url: string, cookie: string): Promise<number> {
  const answer = await fetch(url, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
  await answer.text();
  return answer.status;
}
