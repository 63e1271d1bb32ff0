import { expect } from 'chai';
import type { DraftEdit, EditPath, SourceValue } from '../../../server/standards/module/index.ts';
import { applyEdits } from '../../../server/standards/module/index.ts';
import { DraftCopy, type Clash, type EditRequest } from '../../../static/scripts/author/draft-copy.ts';
import { createSaveQueue, type SaveVerdict } from '../../../static/scripts/author/save-queue.ts';

const START: SourceValue = { title: 'One', sections: [{ id: 'start', blocks: [{ id: 'one', text: 'first' }] }] };
const TEXT: EditPath = ['sections', { id: 'start' }, 'blocks', { id: 'one' }, 'text'];

/** A server that keeps edits, a clock that goes when it is told, and a device. */
function world() {
  const timers: { at: number; work: () => void }[] = [];
  const told = {
    clashes: [] as Clash[],
    aside: [] as DraftEdit[],
    copied: [] as (() => void)[],
    arrivals: 0,
    ids: [] as string[],
  };
  let now = 0;
  let kept: readonly DraftEdit[] = [];
  let server = { data: START, revision: 1 };
  let answer: ((request: EditRequest) => SaveVerdict | Promise<SaveVerdict>) | null = null;
  let number = 0;
  let isGone = false;
  const copy = new DraftCopy(START, 1);
  const queue = createSaveQueue(copy, {
    send: async (request) => {
      told.ids.push(request.editId);
      if (answer !== null) return answer(request);
      server = { data: applyEdits(server.data, request.edits).value, revision: server.revision + 1 };
      return { kind: 'saved', revision: server.revision, since: [], applied: request.edits };
    },
    fetch: async () => (isGone ? 'gone' : server),
    keep: (edits) => void (kept = edits),
    delay: (ms, work) => {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    now: () => now,
    newId: () => `edit-${(number += 1)}`,
    changed: () => undefined,
    arrived: (isOfOthers) => void (told.arrivals += Number(isOfOthers)),
    clashed: (clashes) => void told.clashes.push(...clashes),
    putAside: (edits, _why, copied) => {
      told.aside.push(...edits);
      told.copied.push(copied);
    },
  });
  return {
    copy,
    queue,
    told,
    remove() {
      isGone = true;
    },
    get kept() {
      return kept;
    },
    get server() {
      return server;
    },
    set server(value) {
      server = value;
    },
    answers(verdict: typeof answer) {
      answer = verdict;
    },
    type(value: string) {
      copy.type(TEXT, value);
      queue.touch();
    },
    /** Lets time go by. */
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers.splice(timers.indexOf(next), 1);
        now = Math.max(now, next.at);
        next.work();
        for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
      }
      now = end;
      for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
    },
  };
}

describe('saving a draft', () => {
  it('shows all that was not saved where the file was removed, and asks no more', async () => {
    const at = world();
    at.remove();
    at.answers(() => ({ kind: 'refused', words: 'There is no such file.' }));
    at.type('mine');
    await at.pass(60_000);
    expect(at.told.aside).to.deep.equal([{ op: 'set', at: TEXT, value: 'mine' }]);
    expect([at.queue.state, at.told.ids.length, at.kept.length]).to.deep.equal(['gone', 1, 1]);
    at.type('mine too');
    await at.pass(60_000);
    expect([at.queue.state, at.told.ids.length]).to.deep.equal(['gone', 1]);
  });

  it('sends within a second of the last key, once for many keys', async () => {
    const at = world();
    for (const typed of ['a', 'ab', 'abc']) {
      at.type(typed);
      await at.pass(100);
    }
    expect(at.queue.state).to.equal('waiting');
    await at.pass(1000);
    expect(at.told.ids).to.deep.equal(['edit-1']);
    expect(at.queue.state).to.equal('saved');
    expect(at.server.data).to.deep.equal(at.copy.data);
  });

  it('saves those too who never pause', async () => {
    const at = world();
    for (let key = 0; key < 25; key += 1) {
      at.type('x'.repeat(key + 1));
      await at.pass(100);
    }
    expect(at.told.ids.length).to.be.at.least(1);
  });

  it('keeps on the device within a quarter of a second, until it is acknowledged', async () => {
    const at = world();
    at.type('typed');
    await at.pass(250);
    expect(at.kept).to.deep.equal([{ op: 'set', at: TEXT, value: 'typed' }]);
    await at.pass(1000);
    expect(at.kept).to.deep.equal([]);
  });

  it('sends the same request again where no answer came, and what was typed since after it', async () => {
    const at = world();
    at.answers(() => ({ kind: 'retry' }));
    at.type('one');
    await at.pass(1000);
    expect(at.queue.state).to.equal('offline');
    at.type('two');
    at.answers(null);
    await at.pass(30_000);
    expect(new Set(at.told.ids).size).to.equal(2);
    expect(at.told.ids.length).to.be.greaterThan(2);
    expect(at.server.data).to.deep.equal(applyEdits(START, [{ op: 'set', at: TEXT, value: 'two' }]).value);
    expect(at.queue.state).to.equal('saved');
  });

  it('says that the person is signed out, and goes on once they are back', async () => {
    const at = world();
    at.answers(() => ({ kind: 'signed-out' }));
    at.type('one');
    await at.pass(1000);
    expect(at.queue.state).to.equal('signed-out');
    at.answers(null);
    at.queue.now();
    await at.pass(0);
    expect(at.queue.state).to.equal('saved');
  });

  it('sends nothing more until the author has decided about a conflict', async () => {
    const at = world();
    at.server = { data: applyEdits(START, [{ op: 'set', at: TEXT, value: 'theirs' }]).value, revision: 5 };
    at.answers(() => ({ kind: 'conflict', by: 'Ana', when: '' }));
    at.type('mine');
    await at.pass(1000);
    expect(at.told.clashes).to.deep.equal([{ at: TEXT, mine: 'mine', theirs: 'theirs' }]);
    expect(at.queue.state).to.equal('deciding');
    at.answers(null);
    at.type('mine too');
    await at.pass(5000);
    expect(at.told.ids).to.have.length(1);
    at.queue.decided();
    await at.pass(1000);
    expect(at.server.data).to.deep.equal(applyEdits(START, [{ op: 'set', at: TEXT, value: 'mine too' }]).value);
  });

  it('puts aside what the server refuses, and goes on with the rest', async () => {
    const at = world();
    at.answers(() => ({ kind: 'refused', words: 'No.' }));
    at.type('mine');
    await at.pass(1000);
    expect(at.told.aside).to.deep.equal([{ op: 'set', at: TEXT, value: 'mine' }]);
    expect(at.queue.state).to.equal('saved');
    expect(at.copy.data).to.deep.equal(START);
  });

  it('keeps on the device what the server refused, until it was copied', async () => {
    const at = world();
    at.answers(() => ({ kind: 'refused', words: 'The file is larger than 512 kB.' }));
    at.type('a megabyte');
    await at.pass(1000);
    at.answers(null);
    at.copy.type(['title'], 'Goes on');
    at.queue.touch();
    await at.pass(1000);
    expect([at.queue.state, at.server.data]).to.deep.equal(['saved', at.copy.data]);
    expect(at.kept).to.deep.equal([{ op: 'set', at: TEXT, value: 'a megabyte' }]);
    expect(at.told.arrivals, 'nobody else has changed anything').to.equal(0);
    at.told.copied[0]?.();
    expect(at.kept).to.deep.equal([]);
  });

  it('puts aside only the edit that is refused of many: the others are sent one by one', async () => {
    const at = world();
    at.copy.type(['title'], 'Kept');
    at.copy.type(TEXT, 'refused');
    at.copy.type(['summary'], 'Kept too');
    at.queue.touch();
    at.answers(({ edits }) => {
      if (edits.some((edit) => 'value' in edit && edit.value === 'refused')) return { kind: 'refused', words: 'No.' };
      at.server = { data: applyEdits(at.server.data, edits).value, revision: at.server.revision + 1 };
      return { kind: 'saved', revision: at.server.revision, since: [], applied: edits };
    });
    await at.pass(5000);
    expect(at.told.aside).to.deep.equal([{ op: 'set', at: TEXT, value: 'refused' }]);
    expect(at.server.data).to.include({ title: 'Kept', summary: 'Kept too' });
    expect(at.queue.state).to.equal('saved');
  });

  it('takes in what others wrote elsewhere, and loses nothing of its own', async () => {
    const at = world();
    at.type('mine');
    at.server = { data: applyEdits(START, [{ op: 'set', at: ['title'], value: 'Theirs' }]).value, revision: 4 };
    at.queue.refresh();
    await at.pass(1000);
    expect(at.told.arrivals).to.equal(1);
    expect(at.server.data).to.deep.equal({
      title: 'Theirs',
      sections: [{ id: 'start', blocks: [{ id: 'one', text: 'mine' }] }],
    });
    expect(at.queue.state).to.equal('saved');
  });

  it('takes the file of the server where its answer does not fit to what the page holds', async () => {
    const at = world();
    const gone: DraftEdit = { op: 'remove', at: ['nothing', 'here'] };
    at.answers(({ edits }) => {
      at.server = { data: applyEdits(at.server.data, edits).value, revision: 9 };
      return { kind: 'saved', revision: 9, since: [gone], applied: edits };
    });
    at.type('mine');
    await at.pass(3000);
    expect(at.copy.revision).to.equal(9);
    expect(at.copy.data).to.deep.equal(at.server.data);
    expect(at.queue.state).to.equal('saved');
  });

  it('sends at once when the page goes', async () => {
    const at = world();
    at.type('last words');
    at.queue.leave();
    await at.pass(0);
    expect(at.told.ids).to.have.length(1);
    expect(at.queue.state).to.equal('saved');
  });
});
