import { expect } from 'chai';
import { askApart } from '../../../server/authoring/bring/ask-apart.ts';

const readers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

describe('readers of files in processes of their own', () => {
  it('are two at once, and read every file in its turn', async () => {
    const before = readers();
    const bounds = { timeMs: 60_000, heapMb: 256 };
    const work = Array.from({ length: 4 }, () => askApart('./document/read-word-process', '/nowhere.docx', bounds));
    await new Promise((resolve) => setImmediate(resolve));
    expect(readers() - before).to.equal(2);
    for (const said of await Promise.all(work)) expect(said).to.deep.equal({ fault: 'broken' });
  });
});
