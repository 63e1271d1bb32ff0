import { expect } from 'chai';
import { lessonStatuses, offers12 } from '../../../server/standards/scorm12/index.ts';
import { buildActivity, buildCourse } from './support/builders.ts';

const a = buildActivity({ identifier: 'a', title: 'Halls' });
const b = buildActivity({ identifier: 'b', title: 'Gates', prerequisites: 'a' });
const c = buildActivity({ identifier: 'c', title: 'Buses' });

describe('what a SCORM 1.2 course offers', () => {
  it('opens an item when its prerequisites are met, and says what is missing before (CAM 2.3.2.5.1)', () => {
    const course = buildCourse(a, b);
    const before = offers12(course, lessonStatuses(course, {}), 'a');
    expect(before.choice['b']).to.deep.equal({ isOpen: false, reason: 'Complete “Halls” first.' });
    expect(before.next).to.equal(null);
    const after = offers12(course, lessonStatuses(course, { a: { 'cmi.core.lesson_status': 'passed' } }), 'a');
    expect(after.choice['b']).to.deep.equal({ isOpen: true, reason: null });
    expect(after.next).to.equal('b');
  });

  it('names what a longer script depends on', () => {
    const d = buildActivity({ identifier: 'd', prerequisites: 'a=failed | b=failed' });
    const course = buildCourse(a, b, d);
    const { choice } = offers12(course, lessonStatuses(course, {}), null);
    expect(choice['d']?.reason).to.equal('This opens depending on “Halls”, “Gates”.');
  });

  it('goes to the next and the previous open activity in document order, over groups', () => {
    const course = buildCourse(a, buildActivity({ identifier: 'g', children: [b, c] }));
    const statuses = lessonStatuses(course, {});
    expect(offers12(course, statuses, 'a')).to.include({ next: 'c', previous: null });
    expect(offers12(course, statuses, 'c')).to.include({ next: null, previous: 'a' });
    const flat = buildCourse(a, c, buildActivity({ identifier: 'd' }));
    expect(offers12(flat, lessonStatuses(flat, {}), 'd').previous).to.equal('c');
  });

  it('begins with the first open activity that is not done, else with the first one', () => {
    const course = buildCourse(a, b, c);
    const done = { 'cmi.core.lesson_status': 'completed' };
    expect(offers12(course, lessonStatuses(course, {}), null).next).to.equal('a');
    expect(offers12(course, lessonStatuses(course, { a: done, b: done }), null).next).to.equal('c');
    expect(offers12(course, lessonStatuses(course, { a: done, b: done, c: done }), null).next).to.equal('a');
  });

  it('locks what is below a locked group, for the reason of the group', () => {
    const group = buildActivity({ identifier: 'g', prerequisites: 'a', children: [c] });
    const course = buildCourse(a, group);
    const { choice } = offers12(course, lessonStatuses(course, {}), null);
    expect(choice['c']).to.deep.equal({ isOpen: false, reason: 'Complete “Halls” first.' });
    expect(choice['g']).to.deep.equal({ isOpen: false, reason: null });
  });

  it('takes a group as done when all below it is, so that a script can wait for it', () => {
    const group = buildActivity({ identifier: 'g', children: [a, c] });
    const course = buildCourse(group, buildActivity({ identifier: 'd', prerequisites: 'g' }));
    const half = lessonStatuses(course, { a: { 'cmi.core.lesson_status': 'passed' } });
    expect(half['g']).to.equal('incomplete');
    expect(offers12(course, half, null).choice['d']?.isOpen).to.equal(false);
    const whole = lessonStatuses(course, {
      a: { 'cmi.core.lesson_status': 'passed' },
      c: { 'cmi.core.lesson_status': 'completed' },
    });
    expect(whole['g']).to.equal('passed');
    expect(offers12(course, whole, null).choice['d']?.isOpen).to.equal(true);
  });

  it('never closes a whole course over scripts that wait for themselves or for each other', () => {
    const self = buildCourse(buildActivity({ identifier: 'a', prerequisites: 'a' }));
    expect(offers12(self, lessonStatuses(self, {}), null).next).to.equal('a');
    const second = buildCourse(a, buildActivity({ identifier: 'd', prerequisites: 'd & a' }));
    const done = lessonStatuses(second, { a: { 'cmi.core.lesson_status': 'completed' } });
    expect(offers12(second, done, 'a').next).to.equal('d');
    const ring = buildCourse(buildActivity({ identifier: 'a', prerequisites: 'b' }), b);
    expect(offers12(ring, lessonStatuses(ring, {}), null).next).to.equal('a');
  });
});
