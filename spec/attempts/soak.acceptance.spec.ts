import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { scratchPath } from '../support/databases.ts';
import { soak } from '../support/soak.ts';

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 30);
const LAUNCHES = Number(process.env['SOAK_LAUNCHES'] ?? 200);
const MB = 2 ** 20;
/** A launch that kept a kilobyte of each of its 1,800 commits would be seen five times over. */
const MOST_GROWTH = 64 * MB;

describe(`a server at work for ${MINUTES} minutes`, function () {
  this.timeout((MINUTES + 30) * 60_000);

  before(function () {
    if (!existsSync('/proc/self/status')) this.skip();
  });

  it('keeps its memory and loses nothing that it acknowledged, through restarts and slow clients', async () => {
    const databaseUrl = `sqlite:${await scratchPath('soak.sqlite')}`;
    const report = await soak({ databaseUrl, tablePrefix: 'sb_', launches: LAUNCHES, minutes: MINUTES });
    const [, second = 0, , , last = 0] = report.rss;
    const [, early = 0, , , late = 0] = report.latency;
    const words = [
      `${report.acknowledged} commits acknowledged`,
      `RSS by fifths, MB: ${report.rss.map((one) => (one / MB).toFixed(0)).join(' ')}`,
      `slope ${(report.slope / MB).toFixed(2)} MB a minute`,
      `latency by fifths, ms: ${report.latency.map((one) => one.toFixed(1)).join(' ')}, last to second ${(late / early).toFixed(2)}`,
    ];
    process.stdout.write(words.map((line) => `      ${line}\n`).join(''));
    expect(last - second, 'growth between the second and the last fifth').to.be.below(MOST_GROWTH);
    expect(report.acknowledged, 'the launches were at work').to.be.at.least(LAUNCHES * MINUTES * 5);
  });
});
