import { expect } from 'chai';
import { getElement, setElement, standardLimits } from '../../../server/standards/scorm2004/index.ts';
import type { DataModelContext, NavigationRequest } from '../../../server/standards/scorm2004/index.ts';
import { buildActivity, objective } from './course-builder.ts';

function buildContext(overrides: Partial<DataModelContext> = {}): DataModelContext {
  return {
    record: { 'cmi.learner_id': 'officer-1' },
    edition: '2004-4th',
    activity: buildActivity({ id: 'a' }),
    sharedData: {},
    limits: standardLimits('2004-4th'),
    ...overrides,
  };
}

/** Error codes of a series of SetValue calls. */
function set(context: DataModelContext, ...calls: [string, string][]): number[] {
  return calls.map(([element, value]) => setElement(context, element, value).error);
}

const get = (context: DataModelContext, element: string): string | number => {
  const { error, value } = getElement(context, element);
  return error === 0 ? (value ?? '') : error;
};

const secondPattern = (type: string, first: string, next: string): number => {
  const at = 'cmi.interactions.0';
  const context = buildContext();
  set(context, [`${at}.id`, 'i'], [`${at}.type`, type], [`${at}.correct_responses.0.pattern`, first]);
  return setElement(context, `${at}.correct_responses.1.pattern`, next).error;
};

/** Error code of a response or pattern for an interaction of the type. */
function judge(type: string, element: string, value: string): number {
  const context = buildContext();
  set(context, ['cmi.interactions.0.id', 'i'], ['cmi.interactions.0.type', type]);
  return setElement(context, `cmi.interactions.0.${element}`, value).error;
}

describe('the run-time data model of SCORM 2004', () => {
  it('knows no container as an element, and wipes nothing (RTE 3.1.7.5)', () => {
    const context = buildContext();
    for (const container of ['cmi', 'adl', 'cmi.score', 'cmi.objectives', 'adl.nav', 'cmi.interactions.0', 'nothing']) {
      expect([set(context, [container, 'x'])[0], get(context, container)], container).to.deep.equal([401, 401]);
    }
    expect(get(context, 'cmi.learner_id')).to.equal('officer-1');
  });

  it('tells initial values, unset ones, and what cannot be read or set (RTE 3.1.7.7-9)', () => {
    const context = buildContext();
    expect(get(context, 'cmi.completion_status')).to.equal('unknown');
    expect(get(context, 'cmi.score.scaled')).to.equal(403);
    expect(get(context, 'cmi.exit')).to.equal(405);
    expect(get(context, 'adl.nav.request')).to.equal('_none_');
    expect(set(context, ['cmi.learner_id', 'x'], ['cmi._version', '2'], ['cmi.score._children', 'x'])).to.deep.equal([
      404, 404, 404,
    ]);
    expect([get(context, ''), set(context, ['', 'x'])[0]]).to.deep.equal([301, 351]);
  });

  it('answers _children, _count and _version, and 301 where they are not (RTE 3.1.7.3)', () => {
    const context = buildContext();
    expect(get(context, 'cmi.score._children')).to.equal('scaled,raw,min,max');
    expect(get(context, 'cmi.objectives._count')).to.equal('0');
    expect(get(context, 'cmi._version')).to.equal('1.0');
    expect(get(context, 'cmi.location._children')).to.equal(301);
    expect(get(context, 'cmi.score._count')).to.equal(301);
    expect(get(context, 'cmi.objectives.0.id')).to.equal(301);
  });

  it('keeps lists without gaps, and ids first (RTE 3.1.7.4, 3.1.7.12)', () => {
    const context = buildContext();
    expect(set(context, ['cmi.objectives.1.id', 'o'], ['cmi.objectives.0.score.raw', '1'])).to.deep.equal([351, 408]);
    expect(set(context, ['cmi.objectives.0.id', 'o'], ['cmi.objectives.1.id', 'o'])).to.deep.equal([0, 351]);
    expect(set(context, ['cmi.objectives.0.id', 'other'], ['cmi.objectives.0.id', 'o'])).to.deep.equal([351, 0]);
    expect(set(context, ['cmi.interactions.0.type', 'other'], ['cmi.interactions.0.id', 'i'])).to.deep.equal([408, 0]);
    expect(set(context, ['cmi.interactions.0.id', 'j'], ['cmi.interactions.01.id', 'k'])).to.deep.equal([0, 351]);
    expect(set(context, ['cmi.interactions.1.id', 'k'])).to.deep.equal([0]);
    expect(get(context, 'cmi.interactions._count')).to.equal('2');
    expect(set(context, ['cmi.interactions.0.learner_response', 'x'])).to.deep.equal([408]);
  });

  it('checks types and ranges (RTE 3.1.7.10, 3.1.7.11)', () => {
    const context = buildContext();
    const verdict = (element: string, ...values: string[]): number[] =>
      values.map((value) => setElement(context, element, value).error);
    expect(verdict('cmi.score.scaled', '1.0', '-1', '1.1', 'a', '', '1e-1')).to.deep.equal([0, 0, 407, 406, 406, 406]);
    expect(verdict('cmi.progress_measure', '0', '1', '-0.1')).to.deep.equal([0, 0, 407]);
    expect(verdict('cmi.completion_status', 'completed', 'passed')).to.deep.equal([0, 406]);
    expect(verdict('cmi.location', '', 'page 4')).to.deep.equal([0, 0]);
    expect(verdict('cmi.session_time', 'PT1H5M', 'P1Y6M14D4H15M6.34S', 'PT', '1:00')).to.deep.equal([0, 406, 406, 406]);
    expect(verdict('cmi.learner_preference.delivery_speed', '0.0', '-1')).to.deep.equal([0, 407]);
    expect(verdict('cmi.learner_preference.audio_captioning', '-1', '2', 'on')).to.deep.equal([0, 407, 406]);
    expect(verdict('cmi.learner_preference.language', '', 'en-US', 'e_')).to.deep.equal([0, 0, 406]);
    const times = [
      '2004',
      '2038-12',
      '2039',
      '2026-07-25T09:45:58.02',
      '2026-07-25T09:45:58.025',
      '2026-07-25T09:45:58.02Z',
    ];
    expect(verdict('cmi.comments_from_learner.0.timestamp', ...times)).to.deep.equal([0, 0, 406, 0, 406, 0]);
    expect(verdict('cmi.comments_from_learner.0.comment', '{lang=en}good', '{lang=}x')).to.deep.equal([0, 406]);
    expect(verdict('cmi.objectives.0.id', 'urn:', ' ', 'urn:x:y')).to.deep.equal([406, 406, 0]);
    expect(verdict('cmi.exit', 'suspend', '', 'now')).to.deep.equal([0, 0, 406]);
  });

  it("keeps suspend data to the course version's limit (RTE 4.2.23)", () => {
    const context = buildContext({ limits: { suspendData: 10 } });
    expect(set(context, ['cmi.suspend_data', 'x'.repeat(10)], ['cmi.suspend_data', 'x'.repeat(11)])).to.deep.equal([
      0, 406,
    ]);
    expect(standardLimits('2004-2nd').suspendData).to.equal(4000);
  });

  it('lets thresholds decide the two statuses (RTE 4.2.4.1, 4.2.22.1)', () => {
    const record = { 'cmi.completion_threshold': '0.8', 'cmi.scaled_passing_score': '0.5' };
    const context = buildContext({ record });
    set(context, ['cmi.completion_status', 'completed'], ['cmi.success_status', 'passed']);
    expect([get(context, 'cmi.completion_status'), get(context, 'cmi.success_status')]).to.deep.equal([
      'unknown',
      'unknown',
    ]);
    set(context, ['cmi.progress_measure', '0.8'], ['cmi.score.scaled', '0.4']);
    expect([get(context, 'cmi.completion_status'), get(context, 'cmi.success_status')]).to.deep.equal([
      'completed',
      'failed',
    ]);
  });

  const patterns: [string, readonly string[], readonly string[]][] = [
    ['true-false', ['true', 'false'], ['', 't', 'TRUE']],
    ['choice', ['', 'a', 'a[,]b'], ['a[,]a', 'a b', 'a[,]']],
    [
      'fill-in',
      ['', 'x', '{case_matters=true}{order_matters=false}{lang=en}x[,]y'],
      ['{case_matters=maybe}x', '{lang=1}x'],
    ],
    ['long-fill-in', ['', '{case_matters=false}{lang=de}text'], ['{case_matters=2}text']],
    ['likert', ['often'], ['', 'very often']],
    ['matching', ['a[.]b', 'a[.]b[,]c[.]d'], ['a', 'a[.]b[.]c', 'a[.]']],
    ['performance', ['a[.]b', '[.]b', 'a[.]', 'a[.]1[:]2', '{order_matters=false}a[.][:]3'], ['[.]', 'a', 'a[.]2[:]1']],
    ['sequencing', ['a[,]b', 'a[,]b[,]a'], ['a[,]', 'a b']],
    ['numeric', ['1[:]2', '[:]2', '1[:]', '[:]'], ['1', '2[:]1', 'a[:]b', '']],
    ['other', ['', 'anything [,] at all'], []],
  ];
  for (const [type, right, wrong] of patterns) {
    it(`judges correct responses of a ${type} interaction (RTE 4.2.9.1)`, () => {
      expect(right.map((value) => judge(type, 'correct_responses.0.pattern', value))).to.deep.equal(right.map(() => 0));
      expect(wrong.map((value) => judge(type, 'correct_responses.0.pattern', value))).to.deep.equal(
        wrong.map(() => 406),
      );
    });
  }

  it('takes one pattern where there is one truth, and none twice (RTE 4.2.9.1)', () => {
    expect(secondPattern('true-false', 'true', 'false')).to.equal(351);
    expect(secondPattern('numeric', '1[:]2', '3[:]4')).to.equal(351);
    expect(secondPattern('choice', 'a[,]b', 'b[,]a')).to.equal(351);
    expect(secondPattern('sequencing', 'a[,]b', 'b[,]a')).to.equal(0);
  });

  it('judges learner responses by the type (RTE 4.2.9.2)', () => {
    expect([judge('numeric', 'learner_response', '1.5'), judge('numeric', 'learner_response', '1[:]2')]).to.deep.equal([
      0, 406,
    ]);
    expect([judge('matching', 'learner_response', 'a[.]b'), judge('matching', 'learner_response', 'a')]).to.deep.equal([
      0, 406,
    ]);
    expect([
      judge('fill-in', 'learner_response', 'a[,]{lang=fr}b'),
      judge('performance', 'learner_response', 'turn[.]left twice'),
    ]).to.deep.equal([0, 0]);
  });

  it('answers and takes navigation requests (SN 5.6.4, 5.6.5)', () => {
    const asked: NavigationRequest[] = [];
    const isRequestValid = (request: NavigationRequest): boolean => asked.push(request) > 1;
    const context = buildContext({ isRequestValid });
    expect(get(context, 'adl.nav.request_valid.continue')).to.equal('false');
    expect(get(context, 'adl.nav.request_valid.choice.{target=a.b}')).to.equal('true');
    expect(asked).to.deep.equal([{ type: 'continue' }, { type: 'choice', target: 'a.b' }]);
    expect(get(buildContext(), 'adl.nav.request_valid.previous')).to.equal('unknown');
    expect(set(context, ['adl.nav.request_valid.continue', 'true'], ['adl.nav.request', 'start'])).to.deep.equal([
      404, 406,
    ]);
    expect(set(context, ['adl.nav.request', '{target=a}jump'])).to.deep.equal([0]);
    expect(set(buildContext({ edition: '2004-3rd' }), ['adl.nav.request', '{target=a}jump'])).to.deep.equal([406]);
  });

  it('takes the ids that the manifest gave, which need be no URI, and no other of that kind (RTE 4.2.17.1)', () => {
    const objectives = [objective({ id: 'first objective' })];
    const context = buildContext({ activity: buildActivity({ id: 'a', seq: { objectives } }) });
    const own = 'first objective';
    expect(set(context, ['cmi.objectives.0.id', own], ['cmi.objectives.1.id', 'another one'])).to.deep.equal([0, 406]);
    const at = 'cmi.interactions.0';
    expect(set(context, [`${at}.id`, 'i'], [`${at}.objectives.0.id`, own])).to.deep.equal([0, 0]);
    expect(set(context, [`${at}.id`, own])).to.deep.equal([406]);
  });

  it('shares data by the maps of the manifest (RTE 4.3)', () => {
    const sharedData = [
      { targetId: 'open', read: true, write: true },
      { targetId: 'read', read: true, write: false },
      { targetId: '__proto__', read: false, write: true },
    ];
    const store: Record<string, string> = {};
    const context = buildContext({ activity: buildActivity({ id: 'a', sharedData }), sharedData: store });
    expect(get(context, 'adl.data._count')).to.equal('3');
    expect([get(context, 'adl.data.0.id'), get(context, 'adl.data.0.store')]).to.deep.equal(['open', 403]);
    expect(
      set(context, ['adl.data.0.store', 'note'], ['adl.data.1.store', 'x'], ['adl.data.3.store', 'x']),
    ).to.deep.equal([0, 404, 351]);
    expect([get(context, 'adl.data.0.store'), get(context, 'adl.data.2.store')]).to.deep.equal(['note', 405]);
    expect(set(context, ['adl.data.0.store', ''], ['adl.data.2.store', 'kept'])).to.deep.equal([0, 0]);
    expect(get(context, 'adl.data.0.store')).to.equal(403);
    expect(Object.keys(store)).to.deep.equal(['open', '__proto__']);
    expect(get(buildContext({ edition: '2004-3rd' }), 'adl.data._count')).to.equal(401);
  });
});
