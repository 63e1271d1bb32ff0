import { expect } from 'chai';
import { pageShelf, shelfKey, textShelf } from '../../../static/scripts/author/page-shelf.ts';

/** A browser's storage that can be full. */
class Room {
  isFull = false;
  readonly #kept = new Map<string, string>();
  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.#kept.set(key, value);
  }
  removeItem(key: string): void {
    this.#kept.delete(key);
  }
}

const place = { owner: 'ann', draft: '/author/drafts/1', path: 'course.yaml' };

describe('unsent typing in the browser', () => {
  it('keeps a text with the revision on which it was typed, for its writer alone', () => {
    const room = new Room();
    textShelf(shelfKey(place), room).keep({ base: 4, text: 'title: A' });
    expect(textShelf(shelfKey(place), room).load()).to.deep.equal({ base: 4, text: 'title: A' });
    expect(textShelf(shelfKey({ ...place, owner: 'ben' }), room).load()).to.equal(null);
    expect(pageShelf(shelfKey(place), room).load()).to.equal(null);
    textShelf(shelfKey(place), room).keep(null);
    expect(textShelf(shelfKey(place), room).load()).to.equal(null);
  });

  it('says where the browser is full, and throws nothing', () => {
    const room = new Room();
    const shelf = pageShelf(shelfKey(place), room);
    const changes = [{ editId: 'a', edits: [{ op: 'set' as const, at: ['title'], value: 'A' }] }];
    expect(shelf.keep(3, changes)).to.equal(true);
    room.isFull = true;
    expect(shelf.keep(3, [])).to.equal(true);
    expect(shelf.keep(3, changes)).to.equal(false);
    expect(shelf.load()).to.equal(null);
  });
});
