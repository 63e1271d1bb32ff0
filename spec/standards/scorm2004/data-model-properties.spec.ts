import { expect } from 'chai';
import { array, assert, constantFrom, oneof, property, string, tuple } from 'fast-check';
import { getElement, setElement, standardLimits, validateRecord } from '../../../server/standards/scorm2004/index.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import { buildActivity, objective } from './course-builder.ts';
import { CHAPTERS } from './steps/chapters.ts';
import { RESPONSES } from './steps/response-samples.ts';
import { writeSteps } from './steps/step-writer.ts';

/** Small indexes, so that lists grow, are skipped and are written anew. */
const small = constantFrom('0', '0', '0', '1', '1', '2', '01');
const inList = (list: string, ...names: string[]) =>
  tuple(constantFrom(...names), small).map(([name, n]) => `${list}.${n}.${name}`);
const inInner = (list: string, name: string) =>
  tuple(small, small).map(([n, m]) => `cmi.interactions.${n}.${list}.${m}.${name}`);

const ids = constantFrom('o', 'i', 'urn:a1:b', 'blank id', '', 'a b');
const types = constantFrom(...RESPONSES.map(({ type }) => type));
const short = RESPONSES.flatMap(({ patterns, responses }) => [...patterns.good, ...responses.good]).filter(
  (one) => one.length < 99,
);
const said = constantFrom(...short);
const fields = constantFrom('1', '0.5', '2', 'PT1S', '2004', 'passed', 'completed', 'correct', 'x', '');
const everything = constantFrom(...new Set(writeSteps(CHAPTERS).map((step) => step.element)));

/** Calls that mostly hit, so that much is there for the later ones, with whatever else there is between them. */
const call = oneof(
  { weight: 3, arbitrary: tuple(inList('cmi.interactions', 'id'), ids) },
  { weight: 4, arbitrary: tuple(inList('cmi.interactions', 'type'), types) },
  { weight: 4, arbitrary: tuple(inList('cmi.interactions', 'learner_response'), said) },
  { weight: 6, arbitrary: tuple(inInner('correct_responses', 'pattern'), said) },
  { weight: 3, arbitrary: tuple(inInner('objectives', 'id'), ids) },
  { weight: 2, arbitrary: tuple(inList('cmi.objectives', 'id'), ids) },
  { weight: 2, arbitrary: tuple(inList('cmi.objectives', 'score.raw', 'description', 'success_status'), fields) },
  { weight: 1, arbitrary: tuple(inList('cmi.comments_from_learner', 'comment', 'location', 'timestamp'), fields) },
  { weight: 2, arbitrary: tuple(everything, oneof(fields, ids, said, string({ unit: 'binary', maxLength: 12 }))) },
);
const activity = buildActivity({ id: 'a', seq: { objectives: [objective({ id: 'blank id' })] } });
const rules = { edition: '2004-4th', activity, limits: standardLimits('2004-4th') } as const;

describe('what a SCO may say, whatever it says', () => {
  const calls = array(call, { minLength: 1, maxLength: 60, size: 'max' });

  it('is taken by the server just as the browser took it', () => {
    let accepted = 0;
    assert(
      property(calls, (made) => {
        const record: CmiRecord = {};
        const context = { ...rules, record, sharedData: {} };
        for (const [name, text] of made) {
          const { error } = setElement(context, name, text);
          if (error === 0) accepted += 1;
          if (error === 0 && name.startsWith('cmi.') && !['cmi.exit', 'cmi.session_time'].includes(name)) {
            expect(getElement(context, name)).to.deep.equal({ error: 0, value: text });
          }
        }
        delete record['adl.nav.request'];
        const judged = validateRecord(record, rules);
        expect(judged.rejected).to.deep.equal([]);
        expect(judged.accepted).to.deep.equal(record);
      }),
      { numRuns: 1500 },
    );
    expect(accepted).to.be.greaterThan(2000);
  });

  it('changes nothing when it is refused, and has an error code of the standard', () => {
    const known = [0, 351, 401, 404, 406, 407, 408];
    assert(
      property(calls, (made) => {
        const record: CmiRecord = {};
        const context = { ...rules, record, sharedData: {} };
        for (const [name, text] of made) {
          const before = JSON.stringify(record);
          const { error } = setElement(context, name, text);
          expect(known).to.include(error);
          if (error !== 0) expect(JSON.stringify(record)).to.equal(before);
          expect([0, 301, 401, 403, 405]).to.include(getElement(context, name).error);
        }
      }),
      { numRuns: 500 },
    );
  });
});
