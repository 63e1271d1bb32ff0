import { textAt, type Packed } from './block-code.ts';
import type { TestBlock, TestItem } from './compiled-module.ts';
import type { TestState } from './module-state.ts';

/** Tries of a test whose results are kept: the last ones. */
export const MOST_TRIES = 8;

/** Tries as `right/total/passed`, items seen, items drawn each with the place of its answer, whether it was handed in. */
export function packTest(block: TestBlock, own: TestState): Packed {
  const place = (id: string): string => twoDigits(block.items.findIndex((item) => item.id === id));
  const answer = (id: string): string => {
    const options = block.items.find((item) => item.id === id)?.options ?? [];
    const at = options.findIndex((option) => option.id === own.answers[id]);
    return at < 0 ? '-' : at.toString(36);
  };
  const tries = own.tries
    .slice(-MOST_TRIES)
    .map(({ right, total, passed }) => `${right}/${total}/${passed === null ? '-' : Number(passed)}`);
  return [
    tries.join(' '),
    own.seen.map(place).join(''),
    own.drawn.map((id) => place(id) + answer(id)).join(''),
    own.isHandedIn ? 1 : 0,
  ];
}

/** The opposite of `packTest`; of another version of the bank only the results. */
export function unpackTest(block: TestBlock, packed: Packed, isSame: boolean): TestState {
  const tries = textAt(packed, 0).split(' ').filter(Boolean).slice(-MOST_TRIES).map(readTry);
  if (!isSame) return { kind: 'test', tries, seen: [], drawn: [], answers: {}, isHandedIn: false };
  const itemAt = (code: string): TestItem | undefined => block.items[Number.parseInt(code, 36)];
  const shown = chunks(textAt(packed, 2), 3).flatMap((code) => {
    const item = itemAt(code.slice(0, 2));
    return item === undefined ? [] : [{ id: item.id, option: item.options[Number.parseInt(code.slice(2), 36)]?.id }];
  });
  return {
    kind: 'test',
    tries,
    seen: chunks(textAt(packed, 1), 2).flatMap((code) => itemAt(code)?.id ?? []),
    drawn: shown.map(({ id }) => id),
    answers: Object.fromEntries(shown.flatMap(({ id, option }) => (option === undefined ? [] : [[id, option]]))),
    isHandedIn: packed[3] === 1,
  };
}

function readTry(text: string): TestState['tries'][number] {
  const [right = '', total = '', passed = ''] = text.split('/');
  return { right: Number(right) || 0, total: Number(total) || 0, passed: passed === '-' ? null : passed === '1' };
}

function chunks(text: string, size: number): string[] {
  return Array.from({ length: Math.floor(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
}

function twoDigits(place: number): string {
  return place.toString(36).padStart(2, '0');
}
