import { expect } from 'chai';
import { createViewPace } from '../../../static/scripts/frame/view-pace.ts';

describe('the pace of views', () => {
  it('tells at once while that is quick', () => {
    let told = 0;
    const pace = createViewPace(
      () => undefined,
      () => (told += 1),
      () => 0,
    );
    for (let n = 0; n < 5; n += 1) pace.ask();
    expect(told).to.equal(5);
  });

  it('tells once for many changes when looking ahead takes long', () => {
    let [told, clock] = [0, 0];
    const waiting: (() => void)[] = [];
    const pace = createViewPace(
      (work) => waiting.push(work),
      () => {
        told += 1;
        clock += 50;
      },
      () => clock,
    );
    for (let n = 0; n < 20; n += 1) pace.ask();
    expect(told).to.equal(1);
    expect(waiting).to.have.length(1);
    for (const work of waiting.splice(0)) work();
    expect(told).to.equal(2);
  });

  it('tells no second time what was told in between', () => {
    let [told, clock] = [0, 0];
    const waiting: (() => void)[] = [];
    const pace = createViewPace(
      (work) => waiting.push(work),
      () => {
        told += 1;
        clock += 50;
      },
      () => clock,
    );
    pace.ask();
    pace.ask();
    pace.now();
    for (const work of waiting.splice(0)) work();
    expect(told).to.equal(2);
  });
});
