import { expect } from 'chai';
import {
  applyEdits,
  mergeEdits,
  valueAtPlace,
  type DraftEdit,
  type SourceValue,
} from '../../../server/standards/module/index.ts';
import type { DraftAnswer, DraftFile, DraftLine } from '../../../static/scripts/author/draft-line.ts';
import {
  DraftPen,
  type PenState,
  type UnsentChange,
  type UnsentShelf,
} from '../../../static/scripts/author/draft-pen.ts';

const set = (key: string, value: string): DraftEdit => ({ op: 'set', at: [key], value });

/** A server that keeps one file as ours does, and a browser's shelf beside it. */
class Desk {
  data: SourceValue = { title: 'One', text: 'Two' };
  revision = 1;
  answers: ('later' | 'refused' | 'lost')[] = [];
  readonly log: { edits: readonly DraftEdit[]; id: string }[] = [];
  readonly states: PenState[] = [];
  readonly aside: DraftEdit[] = [];
  isFull = false;
  draws = 0;
  shelved: { base: number; changes: readonly UnsentChange[] } | null = null;
  #ids = 0;

  readonly line: DraftLine = {
    read: () => Promise.resolve(this.file()),
    edit: (change) => Promise.resolve(this.#edit(change)),
    replace: () => Promise.reject(new Error('nobody replaces here')),
  };
  readonly shelf: UnsentShelf = {
    load: () => this.shelved,
    keep: (base, changes) => {
      this.shelved = changes.length === 0 ? null : { base, changes };
      return !this.isFull;
    },
  };

  file(): DraftFile {
    return { revision: this.revision, data: this.data, text: '', issues: [] };
  }

  pen(): DraftPen {
    return new DraftPen(this.file(), {
      line: this.line,
      shelf: this.shelf,
      newId: () => `edit-${(this.#ids += 1)}`,
      changed: () => (this.draws += 1),
      told: (state) => this.states.push(state),
      putAside: (edits) => this.aside.push(...edits),
    });
  }

  /** Somebody else writes. */
  other(...edits: DraftEdit[]): void {
    this.data = applyEdits(this.data, edits).value;
    this.revision += 1;
    this.log.push({ edits, id: `other-${this.revision}` });
  }

  #edit({ editId, base, edits }: { editId: string; base: number; edits: readonly DraftEdit[] }): DraftAnswer {
    const next = this.answers.shift();
    if (next === 'later') return { kind: 'later', words: 'No connection.' };
    if (next === 'refused') return { kind: 'refused', words: 'The place is gone.', line: null };
    const known = this.log.find(({ id }) => id === editId);
    const since = this.log
      .slice(base - 1)
      .filter((one) => one !== known)
      .flatMap((one) => one.edits);
    if (known !== undefined) return { kind: 'kept', revision: this.revision, since, applied: known.edits };
    const merged = mergeEdits(edits, since);
    if (merged.kind === 'conflict') {
      const theirs = valueAtPlace(this.data, merged.edit.at) ?? null;
      const yours = 'value' in merged.edit ? merged.edit.value : null;
      return { kind: 'clash', at: merged.edit.at, yours, theirs, by: 'Ben', when: '2026-11-02T10:00:00Z' };
    }
    this.data = applyEdits(this.data, merged.edits).value;
    this.revision += 1;
    this.log.push({ edits: merged.edits, id: editId });
    if (next === 'lost') return { kind: 'later', words: 'No connection.' };
    return { kind: 'kept', revision: this.revision, since, applied: merged.edits };
  }

  get last(): PenState | undefined {
    return this.states.at(-1);
  }
}

describe('the pen of a draft', () => {
  it('shows a change at once, keeps it on the shelf until the server has it, and sends a typed word as one', async () => {
    const desk = new Desk();
    const pen = desk.pen();
    for (const value of ['O', 'On', 'Once']) pen.write([set('title', value)]);
    expect(pen.data).to.deep.equal({ title: 'Once', text: 'Two' });
    expect(desk.shelved?.changes).to.have.length(1);
    await pen.flush();
    expect(desk.data).to.deep.equal(pen.data);
    expect(desk.log).to.have.length(1);
    expect([desk.shelved, desk.last, desk.draws]).to.deep.equal([null, { kind: 'saved' }, 0]);
  });

  it('takes changes back and makes them again, a typed word in one step', async () => {
    const desk = new Desk();
    const pen = desk.pen();
    pen.write([set('title', 'O')]);
    pen.write([set('title', 'Once')]);
    pen.write([{ op: 'remove', at: ['text'] }]);
    await pen.flush();
    pen.undo();
    pen.undo();
    expect([pen.data, pen.mayUndo, pen.mayRedo]).to.deep.equal([{ title: 'One', text: 'Two' }, false, true]);
    pen.redo();
    await pen.flush();
    expect(desk.data).to.deep.equal({ title: 'Once', text: 'Two' });
    expect(pen.data).to.deep.equal(desk.data);
  });

  it('takes in what others wrote elsewhere, and draws it', async () => {
    const desk = new Desk();
    const pen = desk.pen();
    desk.other(set('text', 'Theirs'));
    pen.write([set('title', 'Mine')]);
    await pen.flush();
    expect(pen.data).to.deep.equal({ title: 'Mine', text: 'Theirs' });
    expect([desk.data, desk.draws]).to.deep.equal([pen.data, 1]);
  });

  for (const keep of ['mine', 'theirs'] as const) {
    it(`shows both where two wrote at one place, keeps ${keep}, and loses nothing written beside it`, async () => {
      const desk = new Desk();
      const pen = desk.pen();
      desk.other(set('title', 'Theirs'));
      pen.write([set('title', 'Mine')]);
      pen.write([set('text', 'More of mine')]);
      await pen.flush();
      const told = desk.last;
      expect(told?.kind === 'clash' && [told.clash.yours, told.clash.theirs, told.clash.by]).to.deep.equal([
        'Mine',
        'Theirs',
        'Ben',
      ]);
      expect(desk.shelved?.changes).to.have.length(2);
      await pen.settle(keep);
      expect(desk.data).to.deep.equal({ title: keep === 'mine' ? 'Mine' : 'Theirs', text: 'More of mine' });
      expect([pen.data, desk.last, desk.shelved]).to.deep.equal([desk.data, { kind: 'saved' }, null]);
    });
  }

  it('keeps what cannot be sent, and sends it later', async () => {
    const desk = new Desk();
    desk.answers.push('later');
    const pen = desk.pen();
    pen.write([set('title', 'Mine')]);
    await pen.flush();
    expect([desk.last?.kind, desk.shelved?.changes.length]).to.deep.equal(['waiting', 1]);
    await pen.flush();
    expect([desk.data, desk.last?.kind]).to.deep.equal([pen.data, 'saved']);
  });

  it('gives up what the server will never take, says why, and shows what is there', async () => {
    const desk = new Desk();
    desk.answers.push('refused');
    const pen = desk.pen();
    pen.write([set('title', 'Mine')]);
    await pen.flush();
    expect(pen.data).to.deep.equal(desk.data);
    expect(desk.last).to.deep.equal({ kind: 'refused', words: 'The place is gone.' });
    expect(desk.aside).to.deep.equal([set('title', 'Mine')]);
  });

  it('brings back what a killed browser had not sent, once, whether the server had it or not', async () => {
    const desk = new Desk();
    const first = desk.pen();
    first.write([{ op: 'set', at: ['list'], value: ['a'] }]);
    first.write([set('title', 'Mine')]);
    const left = desk.shelved;
    // The server got the first change; the browser did not hear of it.
    await desk.line.edit({ editId: left?.changes[0]?.editId ?? '', base: 1, edits: left?.changes[0]?.edits ?? [] });
    desk.other(set('text', 'Theirs'));
    const pen = desk.pen();
    expect(pen.data).to.deep.include({ title: 'Mine', list: ['a'] });
    await pen.flush();
    expect(desk.data).to.deep.equal({ title: 'Mine', text: 'Theirs', list: ['a'] });
    expect([pen.data, desk.shelved, desk.log.length]).to.deep.equal([desk.data, null, 3]);
    first.undo();
  });

  it('sends what is typed after a change whose answer was lost as a change of its own', async () => {
    const desk = new Desk();
    desk.answers.push('lost');
    const pen = desk.pen();
    pen.write([set('title', 'Mi')]);
    await pen.flush();
    pen.write([set('title', 'Mine')]);
    await pen.flush();
    expect([desk.data, desk.last?.kind]).to.deep.equal([{ title: 'Mine', text: 'Two' }, 'saved']);
  });

  for (const keep of ['mine', 'theirs'] as const) {
    it(`asks where a colleague wrote at the place of a change that waits behind another, and keeps ${keep}`, async () => {
      const desk = new Desk();
      const pen = desk.pen();
      pen.write([set('title', 'Mine')]);
      pen.write([set('text', 'Mine')]);
      pen.write([set('text', 'Mine too')]);
      // What the server says to the first change holds their text: the base of the second is no longer what it was typed on.
      desk.other(set('text', 'Theirs'));
      await pen.flush();
      expect([desk.data, desk.last?.kind]).to.deep.equal([{ title: 'Mine', text: 'Theirs' }, 'clash']);
      await pen.settle(keep);
      expect(desk.data).to.deep.equal({ title: 'Mine', text: keep === 'mine' ? 'Mine too' : 'Theirs' });
      expect([pen.data, desk.last?.kind, desk.shelved]).to.deep.equal([desk.data, 'saved', null]);
    });

    it(`asks about each of two places at which a colleague wrote, and keeps ${keep}`, async () => {
      const desk = new Desk();
      const pen = desk.pen();
      desk.other(set('title', 'Theirs'), set('text', 'Theirs'));
      pen.write([set('title', 'Mine')]);
      pen.write([set('text', 'Mine')]);
      await pen.flush();
      await pen.settle('mine');
      expect([desk.data, desk.last?.kind]).to.deep.equal([{ title: 'Theirs', text: 'Theirs' }, 'clash']);
      await pen.settle(keep);
      expect(desk.data).to.deep.equal({ title: 'Mine', text: keep === 'mine' ? 'Mine' : 'Theirs' });
      expect(pen.data).to.deep.equal(desk.data);
    });
  }

  it('puts in again what a colleague removed around the own text, where mine is kept', async () => {
    const desk = new Desk();
    desk.data = { title: 'One', nodes: { gate: { title: 'Gate', text: 'Old' } } };
    const pen = desk.pen();
    desk.other({ op: 'remove', at: ['nodes', 'gate'] });
    pen.write([{ op: 'set', at: ['nodes', 'gate', 'text'], value: 'Mine' }]);
    await pen.flush();
    expect(desk.last?.kind).to.equal('clash');
    await pen.settle('mine');
    expect(desk.data).to.deep.equal({ title: 'One', nodes: { gate: { title: 'Gate', text: 'Mine' } } });
    expect([pen.data, desk.last?.kind, desk.aside]).to.deep.equal([desk.data, 'saved', []]);
  });

  it('says where the browser has no room to keep what is typed, and sends it all the same', async () => {
    const desk = new Desk();
    desk.isFull = true;
    const pen = desk.pen();
    pen.write([set('title', 'Mine')]);
    expect(desk.last?.kind).to.equal('waiting');
    await pen.flush();
    expect(desk.data).to.deep.include({ title: 'Mine' });
  });

  it('writes nothing where the place is gone', () => {
    const desk = new Desk();
    expect(desk.pen().write([{ op: 'remove', at: ['nothing'] }])).to.equal(false);
    expect(desk.shelved).to.equal(null);
  });
});
