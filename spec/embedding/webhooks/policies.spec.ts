import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { MOST_TRIES, retryAfterMs, waitAfter } from '../../../server/embedding/webhooks/retry-policy.ts';
import { newSecret, signedHeaders } from '../../../server/embedding/webhooks/sign-message.ts';

const HOUR = 3_600_000;

describe('retries of webhooks', () => {
  it('wait longer after each try, and twelve hours at most', () => {
    const waits = Array.from({ length: MOST_TRIES - 1 }, (_none, at) => waitAfter(at + 1, 0.5));
    expect(waits.slice(0, 4)).to.deep.equal([5_000, 20_000, 80_000, 320_000]);
    expect(waits).to.deep.equal(waits.toSorted((one, other) => one - other));
    expect(waits.at(-1)).to.equal(12 * HOUR);
    const sum = waits.reduce((all, wait) => all + wait, 0);
    expect(sum / HOUR).to.be.within(24, 48);
  });

  it('spread by a fifth to either side', () => {
    expect([waitAfter(3, 0), waitAfter(3, 1)]).to.deep.equal([64_000, 96_000]);
  });

  it('wait as long as the receiver asks where that is longer, and a day at most', () => {
    expect(waitAfter(1, 0.5, 60_000)).to.equal(60_000);
    expect(waitAfter(1, 0.5, 1)).to.equal(5_000);
    expect(waitAfter(1, 0.5, 100 * HOUR)).to.equal(24 * HOUR);
    expect(['120', 'Wed, 21 Oct 2026 07:28:00 GMT', undefined, '-1'].map(retryAfterMs)).to.deep.equal([
      120_000, 0, 0, 0,
    ]);
  });
});

describe('signatures of webhooks', () => {
  it('are those that the library of Standard Webhooks takes, by the new secret and by the old one', () => {
    const [fresh, old] = [newSecret(), newSecret()];
    const body = JSON.stringify({ type: 'person.joined', data: { name: 'ünï' } });
    const headers = signedHeaders({ id: 'msg_1', at: new Date(), body }, [fresh, old]);
    for (const secret of [fresh, old])
      expect(new Webhook(secret).verify(body, headers)).to.deep.equal(JSON.parse(body));
    expect(() => new Webhook(newSecret()).verify(body, headers)).to.throw();
    expect(() => new Webhook(fresh).verify(`${body} `, headers)).to.throw();
  });
});
