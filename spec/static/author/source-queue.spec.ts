import { expect } from 'chai';
import {
  SourceQueue,
  type KeptText,
  type TextRequest,
  type TextVerdict,
} from '../../../static/scripts/author/source-queue.ts';

/** A server that keeps one text as ours does, an editor, a device, and a clock that goes when it is told. */
class World {
  server = { text: 'title: One', revision: 1 };
  editor = 'title: One';
  kept: KeptText | null = null;
  answers: ('none' | 'lost' | 'signed-out')[] = [];
  decision: 'mine' | 'theirs' = 'mine';
  asked: string[] = [];
  replaced: string[] = [];
  mayReplace = true;
  /** Answers come once this is over. */
  slow: Promise<void> | undefined;
  refused: string[] = [];
  sent: TextRequest[] = [];
  readonly #known = new Map<string, number>();
  readonly #timers: { at: number; work: () => void }[] = [];
  #now = 0;
  #ids = 0;
  queue = this.open();

  open(): SourceQueue {
    return new SourceQueue(this.server, {
      text: () => this.editor,
      put: (text) => (this.editor = text),
      send: async (request) => {
        if (this.slow !== undefined) await this.slow;
        return this.#answer(request);
      },
      fetch: async () => this.server,
      keep: (kept) => (this.kept = kept),
      ask: async (mine, theirs, by) => {
        this.asked.push(`${mine} | ${theirs} | ${by}`);
        return this.decision;
      },
      askToReplace: async (kept, now) => {
        this.replaced.push(`${kept} | ${now}`);
        return this.mayReplace;
      },
      refused: (words) => this.refused.push(words),
      saved: () => undefined,
      delay: (ms, work) => {
        const timer = { at: this.#now + ms, work };
        this.#timers.push(timer);
        return () => void this.#timers.splice(this.#timers.indexOf(timer), this.#timers.includes(timer) ? 1 : 0);
      },
      now: () => this.#now,
      newId: () => `edit-${(this.#ids += 1)}`,
      changed: () => undefined,
    });
  }

  type(text: string): void {
    this.editor = text;
    this.queue.touch();
  }

  /** Somebody else writes the file. */
  other(text: string): void {
    this.server = { text, revision: this.server.revision + 1 };
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (next === undefined) break;
      this.#timers.splice(this.#timers.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.at);
      next.work();
      for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
    }
    this.#now = end;
  }

  #answer(request: TextRequest): TextVerdict {
    this.sent.push(request);
    const answer = this.answers.shift();
    if (answer === 'none') return { kind: 'retry' };
    if (answer === 'signed-out') return { kind: 'signed-out' };
    const known = this.#known.get(request.editId);
    if (known !== undefined) return { kind: 'saved', revision: known };
    if (request.text.includes(': :')) return { kind: 'refused', words: 'This is no YAML.', line: 1 };
    if (request.base !== this.server.revision) return { kind: 'conflict', by: 'Ben Ray' };
    this.server = { text: request.text, revision: this.server.revision + 1 };
    this.#known.set(request.editId, this.server.revision);
    return answer === 'lost' ? { kind: 'retry' } : { kind: 'saved', revision: this.server.revision };
  }
}

describe('saving the text of a file', () => {
  it('sends once for many keys, and keeps the text on the device until it is acknowledged', async () => {
    const world = new World();
    for (const text of ['title: T', 'title: Tw', 'title: Two']) world.type(text);
    await world.pass(300);
    expect(world.kept).to.deep.equal({ base: 1, text: 'title: Two', request: null });
    await world.pass(1000);
    expect([world.server.text, world.sent.length, world.kept, world.queue.state]).to.deep.equal([
      'title: Two',
      1,
      null,
      'saved',
    ]);
  });

  it('sends the same request again after a lost answer, and what was typed since as another: no conflict with oneself', async () => {
    const world = new World();
    world.answers = ['lost'];
    world.type('title: Two');
    await world.pass(950);
    expect([world.queue.state, world.server.text]).to.deep.equal(['offline', 'title: Two']);
    world.type('title: Two and a half');
    await world.pass(4000);
    expect(world.sent.map(({ editId, base, text }) => [editId, base, text])).to.deep.equal([
      ['edit-1', 1, 'title: Two'],
      ['edit-1', 1, 'title: Two'],
      ['edit-2', 2, 'title: Two and a half'],
    ]);
    expect([world.server.text, world.asked, world.queue.state]).to.deep.equal(['title: Two and a half', [], 'saved']);
  });

  it('is known again when the browser was killed before the answer came', async () => {
    const world = new World();
    world.answers = ['lost', 'none'];
    world.type('title: Two');
    await world.pass(950);
    world.type('title: Three');
    await world.pass(300);
    const left = world.kept;
    if (left === null) throw new Error('the device has kept it');
    expect([left.base, left.text, left.request?.editId]).to.deep.equal([1, 'title: Three', 'edit-1']);
    const again = new World();
    Object.assign(again, { server: world.server, editor: world.server.text });
    await again.queue.restore(left);
    expect(again.editor).to.equal('title: Three');
    // Its own server does not know the id: what was typed is shown beside what is there, and nothing is lost.
    await again.pass(3000);
    expect([again.sent[0]?.editId, again.asked]).to.deep.equal(['edit-1', ['title: Three | title: Two | Ben Ray']]);
    expect(again.server.text).to.equal('title: Three');
  });

  for (const decision of ['mine', 'theirs'] as const) {
    it(`shows both texts where somebody else wrote meanwhile, and keeps ${decision}`, async () => {
      const world = new World();
      world.decision = decision;
      world.other('title: Ben');
      world.type('title: Ann');
      await world.pass(3000);
      const text = decision === 'mine' ? 'title: Ann' : 'title: Ben';
      expect(world.asked).to.deep.equal(['title: Ann | title: Ben | Ben Ray']);
      expect([world.server.text, world.editor, world.queue.state, world.kept]).to.deep.equal([
        text,
        text,
        'saved',
        null,
      ]);
    });
  }

  it('says what is refused, keeps it, and sends it no second time until it is changed', async () => {
    const world = new World();
    world.type('title: : x');
    await world.pass(30_000);
    expect([world.sent.length, world.refused, world.queue.state, world.kept?.text]).to.deep.equal([
      1,
      ['This is no YAML.'],
      'refused',
      'title: : x',
    ]);
    world.type('title: x');
    await world.pass(1000);
    expect([world.server.text, world.queue.state]).to.deep.equal(['title: x', 'saved']);
  });

  it('sends at once when the page goes, under the id that is sent again', async () => {
    const world = new World();
    world.answers = ['none'];
    world.type('title: Two');
    world.queue.leave();
    expect([world.sent.length, world.kept?.text]).to.deep.equal([1, 'title: Two']);
    await world.pass(5000);
    expect(world.sent.map(({ editId }) => editId)).to.deep.equal(['edit-1', 'edit-1']);
    expect(world.queue.state).to.equal('saved');
  });

  it('takes in a newer file only where nothing of the own waits', async () => {
    const world = new World();
    world.other('title: Ben');
    world.type('title: Ann');
    await world.queue.refresh();
    expect(world.editor).to.equal('title: Ann');
    world.editor = 'title: One';
    await world.queue.refresh();
    expect([world.editor, world.queue.revision]).to.deep.equal(['title: Ben', 2]);
  });

  it('puts back a kept text once the request under way is answered, and on its own revision', async () => {
    const world = new World();
    for (const text of ['title: Ben', 'title: Cy']) world.other(text);
    world.queue = world.open();
    world.editor = 'title: Cy';
    world.type('title: Ann');
    let answer = (): void => undefined;
    world.slow = new Promise((over) => (answer = over));
    world.queue.now();
    const done = world.queue.restore({ base: 1, text: 'title: Old', request: null });
    await world.pass(100);
    expect(world.editor).to.equal('title: Ann');
    answer();
    expect(await done).to.equal(true);
    await world.pass(3000);
    expect(world.sent.map(({ base, text }) => [base, text])).to.deep.include.members([
      [3, 'title: Ann'],
      [1, 'title: Old'],
    ]);
    expect(world.asked).to.deep.equal(['title: Old | title: Ann | Ben Ray']);
  });

  for (const mayReplace of [true, false]) {
    it(`asks before a kept text takes the place of what waits: ${mayReplace ? 'put' : 'left'}`, async () => {
      const world = new World();
      world.mayReplace = mayReplace;
      world.answers = ['none', 'none'];
      world.type('title: Ann');
      await world.pass(950);
      const isPut = await world.queue.restore({ base: 1, text: 'title: Old', request: null });
      expect([isPut, world.replaced]).to.deep.equal([mayReplace, ['title: Old | title: Ann']]);
      const text = mayReplace ? 'title: Old' : 'title: Ann';
      expect([world.editor, world.queue.state === 'saved']).to.deep.equal([text, false]);
      await world.pass(9000);
      expect([world.server.text, world.queue.state, world.asked]).to.deep.equal([text, 'saved', []]);
    });
  }
});
