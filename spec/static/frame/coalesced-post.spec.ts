import { expect } from 'chai';
import { coalescedPost } from '../../../static/scripts/frame/coalesced-post.ts';
import type { ChangedMessage, FrameMessage } from '../../../static/scripts/frame/frame-contract.ts';

function changed(place: string, more: Partial<ChangedMessage> = {}): ChangedMessage {
  return { kind: 'changed', scoId: 'one', record: { place }, trigger: 'change', final: false, ...more };
}

describe('messages of the API frame', () => {
  let sent: FrameMessage[];
  let turnEnds: (() => void)[];
  let post: (message: FrameMessage) => void;

  beforeEach(() => {
    sent = [];
    turnEnds = [];
    post = coalescedPost(
      (message) => sent.push(message),
      (work) => turnEnds.push(work),
    );
  });

  it('say the changes of one turn once, with the last record', () => {
    for (let place = 1; place <= 700; place += 1) post(changed(String(place)));
    expect(sent).to.deep.equal([]);
    for (const end of turnEnds) end();
    expect(sent).to.deep.equal([changed('700')]);
  });

  it('keep shared data that an earlier change of the turn carried', () => {
    post(changed('1', { sharedData: { goal: 'x' } }));
    post(changed('2', { trigger: 'commit' }));
    for (const end of turnEnds) end();
    expect(sent).to.deep.equal([changed('2', { trigger: 'commit', sharedData: { goal: 'x' } })]);
  });

  it('keep the order towards other messages and other SCOs', () => {
    post(changed('1'));
    post({ kind: 'ready' });
    post(changed('2'));
    post(changed('3', { scoId: 'two' }));
    for (const end of turnEnds) end();
    expect(sent).to.deep.equal([changed('1'), { kind: 'ready' }, changed('2'), changed('3', { scoId: 'two' })]);
  });
});
