import { expect } from 'chai';
import * as build12 from 'scorm-again/scorm12';
import * as build2004 from 'scorm-again/scorm2004';
import { openCmiModel, scormAgainClass } from '../../../static/scripts/frame/cmi-model.ts';
import type { MakeScormAgain, ScormAgainApi } from '../../../static/scripts/frame/cmi-model.ts';

/** The model with the instance of scorm-again behind it in reach. */
function open(make: MakeScormAgain, stored: () => void) {
  let inside: ScormAgainApi | null = null;
  const model = openCmiModel((settings) => {
    inside = make(settings);
    return inside;
  }, stored);
  const read = (element: string): unknown => {
    const call: unknown = inside === null ? null : Reflect.get(inside, 'getCMIValue');
    return typeof call === 'function' ? Reflect.apply(call, inside, [element]) : null;
  };
  return { model, read };
}

describe('the CMI model behind the guards', () => {
  for (const [standard, make, element, readOnly] of [
    ['scorm12', scormAgainClass(build12, 'Scorm12API'), 'cmi.core.lesson_location', 'cmi.core.student_id'],
    ['scorm2004', scormAgainClass(build2004, 'Scorm2004API'), 'cmi.location', 'cmi.learner_id'],
  ] as const) {
    it(`loads a record of ${standard} element by element and is kept in step`, () => {
      const { model, read } = open(make, () => undefined);
      model.load({ [readOnly]: 'p1', [element]: 'page 1' });
      model.initialize();
      expect(read(readOnly)).to.equal('p1');
      model.set(element, 'page 2');
      expect(read(element)).to.equal('page 2');
    });

    it(`tells of each commit and of the end of ${standard} exactly once, through its httpService`, () => {
      let count = 0;
      const { model } = open(make, () => {
        count += 1;
      });
      model.load({ [element]: 'page 1' });
      model.initialize();
      model.commit();
      model.commit();
      expect(count).to.equal(2);
      model.terminate();
      expect(count).to.equal(3);
    });
  }

  it('tells of a commit even when the model refuses or throws', () => {
    let count = 0;
    const broken = openCmiModel(
      () => {
        throw new Error('no model');
      },
      () => {
        count += 1;
      },
    );
    broken.load({ 'cmi.location': '1' });
    broken.initialize();
    broken.set('cmi.location', '2');
    broken.commit();
    broken.terminate();
    expect(count).to.equal(2);
  });

  it('says which class a build lacks', () => {
    expect(() => scormAgainClass({}, 'Scorm12API')).to.throw('Scorm12API');
  });
});
