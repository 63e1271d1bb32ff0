import { expect } from 'chai';
import type { AskRequest } from '../../../static/scripts/frame/frame-contract.ts';
import { askServer, readAsked } from '../../../static/scripts/player/ask-server.ts';

const REQUEST: AskRequest = { action: 'draws', body: { scoId: 'one', block: 'final', attempt: 1 } };
const ITEMS = { items: ['i1'] };

describe('what the page hears when a module asks the server', () => {
  it('takes an answer of ours, and takes nothing else for one', () => {
    expect(readAsked(200, ITEMS)).to.deep.equal({ kind: 'answer', value: ITEMS });
    for (const [status, body] of [
      [200, null],
      [200, { title: 'Free WiFi' }],
      [500, { code: 'INTERNAL' }],
      [429, { code: 'TOO_MANY' }],
      [404, null],
    ] as const) {
      expect(readAsked(status, body), `${status}`).to.deep.equal({ kind: 'waiting' });
    }
  });

  it('says in words why the server refuses', () => {
    const body = { code: 'DRAW_TOO_EARLY', message: 'The last test has not been handed in.', help: 'Hand it in.' };
    const words = 'The last test has not been handed in. Hand it in.';
    expect(readAsked(409, body)).to.deep.equal({ kind: 'refused', words });
  });

  it('renews a token once and asks again, and waits where it cannot be renewed', async () => {
    for (const [renewed, expected] of [
      ['ok', { kind: 'answer', value: ITEMS }],
      ['wait', { kind: 'waiting' }],
    ] as const) {
      let asked = 0;
      const ask = async () => Promise.resolve(readAsked((asked += 1) === 1 ? 401 : 200, ITEMS));
      const renew = async () => Promise.resolve(renewed);
      expect(await askServer({ client: { ask }, launchId: 'l', renew }, REQUEST)).to.deep.equal(expected);
    }
    const never = async () => Promise.resolve(readAsked(401, null));
    const renew = async () => Promise.resolve('ok' as const);
    const told = await askServer({ client: { ask: never }, launchId: 'l', renew }, REQUEST);
    expect(told).to.deep.equal({ kind: 'waiting' });
  });
});
