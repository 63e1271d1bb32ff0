import { expect } from 'chai';
import type { FrameMessage } from '../../../static/scripts/frame/frame-contract.ts';
import { createGradingBridge } from '../../../static/scripts/frame/grading-bridge.ts';

describe('the bridge between a module and the page', () => {
  it('asks for the SCO on the stage, and gives each question its own answer', async () => {
    const posted: FrameMessage[] = [];
    const bridge = createGradingBridge(
      (message) => posted.push(message),
      () => 'hall-test',
    );
    const first = bridge.offered.draw({ block: 'final', attempt: 1 });
    const second = bridge.offered.draw({ block: 'other', attempt: 2 });
    const asked = posted.map((message) => (message.kind === 'ask' ? message : null));
    expect(asked.map((one) => one?.request)).to.deep.equal([
      { action: 'draws', body: { scoId: 'hall-test', block: 'final', attempt: 1 } },
      { action: 'draws', body: { scoId: 'hall-test', block: 'other', attempt: 2 } },
    ]);
    bridge.hear({ kind: 'told', id: asked[1]?.id ?? 0, answer: { kind: 'waiting' } });
    bridge.hear({ kind: 'told', id: asked[0]?.id ?? 0, answer: { kind: 'answer', value: { items: ['i1'] } } });
    expect(await first).to.deep.equal({ kind: 'answer', value: ['i1'] });
    expect(await second).to.deep.equal({ kind: 'waiting' });
  });

  it('lets a module wait while nothing is on the stage', async () => {
    const bridge = createGradingBridge(
      () => undefined,
      () => null,
    );
    const answer = { block: 'q1', response: 'a', attempt: 1, language: 'en' };
    expect(await bridge.offered.answer(answer)).to.deep.equal({ kind: 'waiting' });
  });
});
