import { expect } from 'chai';
import { UnsentWords } from '../../../static/scripts/author/unsent-words.ts';

describe('words of a comment that are not sent yet', () => {
  let unsent: UnsentWords;
  let sent: string[];
  let answer: (isKept: boolean) => void;
  const add = (words: string): Promise<boolean> => {
    sent.push(words);
    return new Promise((resolve) => (answer = resolve));
  };
  beforeEach(() => {
    unsent = new UnsentWords();
    sent = [];
    unsent.typed('gate', ' Which bell? ');
  });

  it('are sent once for two clicks, and gone when they are kept', async () => {
    const both = [unsent.send('gate', add), unsent.send('gate', add)];
    answer(true);
    await Promise.all(both);
    expect([sent, unsent.of('gate')]).to.deep.equal([['Which bell?'], '']);
  });

  it('stay where something was typed since, where they were not kept, and for another block', async () => {
    unsent.typed(null, 'All of it');
    for (const [typed, isKept] of [
      ['Which bell? The old one?', true],
      ['Which bell?', false],
    ] as const) {
      const done = unsent.send('gate', add);
      unsent.typed('gate', typed);
      answer(isKept);
      await done;
      expect([unsent.of('gate'), unsent.of(null)]).to.deep.equal([typed, 'All of it']);
    }
    expect(sent).to.have.length(2);
  });

  it('are sent again after a request that failed', async () => {
    const failed = await unsent.send('gate', () => Promise.reject(new Error('gone'))).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Error);
    const done = unsent.send('gate', add);
    answer(true);
    await done;
    expect(sent).to.deep.equal(['Which bell?']);
  });
});
