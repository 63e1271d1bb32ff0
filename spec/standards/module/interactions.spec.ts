import { expect } from 'chai';
import {
  decisionInteraction,
  interactionOf12,
  interactionOf2004,
  itemInteraction,
  plainWords,
  questionInteraction,
  reflectionInteraction,
  type Graded,
  type ModuleInteraction,
  type QuestionBlock,
} from '../../../server/standards/module/play.ts';
import { setElement as set12 } from '../../../server/standards/scorm12/index.ts';
import { setElement as set2004, standardLimits } from '../../../server/standards/scorm2004/index.ts';
import { buildContext } from '../scorm12/support/builders.ts';
import { buildActivity } from '../scorm2004/course-builder.ts';
import { buildChoice, buildScenario, buildTest } from './module-builder.ts';

const when = { latencyMs: 61_230, at: new Date('2026-03-02T14:05:06.789Z') };
const base = { id: 'q', title: '', objective: 'first-words', html: '<p>Which &amp; why?</p>', hint: '', points: 2 };
const list = (...ids: string[]): { id: string; text: string; title: string }[] =>
  ids.map((id) => ({ id, text: id, title: id }));
const graded = (correct: string): Graded => ({ result: 'incorrect', share: 0, feedback: [], correct });
const asked = (block: QuestionBlock, response: string, correct: string): ModuleInteraction =>
  questionInteraction(block, response, graded(correct), when);

const RECORDS: Record<string, ModuleInteraction> = {
  choice: asked(buildChoice(), 'b', 'a'),
  multi: asked(buildChoice({ type: 'multi' }), 'a,c', 'b,c'),
  'numeric range': asked({ ...base, type: 'numeric', unit: 'days' }, '9,5', '10:12'),
  'numeric value': asked({ ...base, type: 'numeric', unit: '' }, '-9', '10'),
  short: asked({ ...base, type: 'short' }, 'Handle with “care”', 'Handle With Care'),
  sort: asked({ ...base, type: 'sort', buckets: list('x', 'y'), items: list('a', 'b') }, 'a:x,b:x', 'a:x,b:y'),
  match: asked({ ...base, type: 'match', lefts: list('a', 'b'), rights: list('r1', 'r2') }, 'a:r1,b:r2', 'a:r2,b:r1'),
  order: asked({ ...base, type: 'order', steps: list('one', 'two') }, 'two,one', 'one,two'),
  decision: decisionInteraction(buildScenario(), { node: 'hall', choice: 'push' }, when),
  item: itemInteraction(buildTest(), buildTest().items[4]!, { option: 'b', correct: 'a' }, when),
  reflection: reflectionInteraction({ id: 'think', html: '<p>Think.</p>' }, 'A long thought. '.repeat(30), when),
};

describe('answers as interactions', () => {
  for (const [name, record] of Object.entries(RECORDS)) {
    it(`are taken by SCORM 2004 without an error (RTE 4.2.9): ${name}`, () => {
      const edition = '2004-3rd';
      const context = {
        record: { 'cmi.learner_id': 'officer-1' },
        edition,
        activity: buildActivity({ id: 'a' }),
        sharedData: {},
        limits: standardLimits(edition),
      } as const;
      for (const [element, value] of interactionOf2004(record)) {
        expect(
          set2004({ ...context, record: context.record }, `cmi.interactions.0.${element}`, value).error,
          element,
        ).to.equal(0);
      }
    });

    it(`are taken by SCORM 1.2 without an error (RTE 3.4.7): ${name}`, () => {
      const context = buildContext();
      for (const [element, value] of interactionOf12(record)) {
        expect(set12(context, `cmi.interactions.0.${element}`, value).error, `${element} ${value}`).to.equal(0);
      }
    });
  }

  it('name ids in 2004 and letters in 1.2', () => {
    const of = (elements: readonly (readonly [string, string])[]): Record<string, string> =>
      Object.fromEntries(elements);
    const record = RECORDS['multi'] as ModuleInteraction;
    expect(of(interactionOf2004(record))).to.deep.include({
      'correct_responses.0.pattern': 'b[,]c',
      learner_response: 'a[,]c',
      latency: 'PT1M1.23S',
      description: 'What first?',
    });
    expect(of(interactionOf12(record))).to.deep.include({
      'correct_responses.0.pattern': 'b,c',
      student_response: 'a,c',
      result: 'wrong',
      latency: '0000:01:01.23',
    });
  });

  it('say in words what was chosen in a scenario', () => {
    expect(RECORDS['decision']?.id).to.equal('tip_hall');
    expect(RECORDS['decision']?.description).to.equal('In the hall: Words of push');
  });

  it('carry no markup', () => {
    expect(plainWords('<p>One &amp; <b>two</b></p>\n<ul><li>a &lt; b</li></ul>')).to.equal('One & two a < b');
  });
});
