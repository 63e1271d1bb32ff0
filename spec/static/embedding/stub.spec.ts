import { expect } from 'chai';
import type { DispatchAnswer, DispatchSummary } from '../../../server/standards/dispatch-contract.ts';
import { openStubLms, type StubLms } from '../../../static/scripts/embedding/stub-lms.ts';
import { createStubRelay } from '../../../static/scripts/embedding/stub-relay.ts';
import { createStubServer } from '../../../static/scripts/embedding/stub-server.ts';
import { readNews, readState, writeState } from '../../../static/scripts/embedding/stub-state.ts';
import type { FoundApi } from '../../../static/scripts/module/find-api.ts';

const BEGUN: DispatchSummary = {
  attempt: 1,
  version: 1,
  completion: 'incomplete',
  success: 'unknown',
  scoreScaled: null,
  scoreRaw: null,
};
const PASSED: DispatchSummary = { ...BEGUN, version: 2, completion: 'completed', success: 'passed', scoreScaled: 0.9 };
const REGISTRATION = '01jd6w3v5w8y2m4n6p8q0r2s4t';

/** An LMS that keeps what is set and writes every call down; `refuses` names elements that it takes not. */
function fakeLms(values: Record<string, string> = {}, refuses: string[] = []) {
  const calls: string[] = [];
  const kept = new Map(Object.entries(values));
  const call = (name: string, answer: string | boolean): string | boolean => {
    calls.push(name);
    return answer;
  };
  const get = (element: string): string => String(call(`get ${element}`, kept.get(element) ?? ''));
  const set = (element: string, value: string): string => {
    const isTaken = !refuses.includes(element);
    if (isTaken) kept.set(element, value);
    return String(call(`set ${element}`, String(isTaken)));
  };
  const commit = () => call('commit', !refuses.includes('commit'));
  const found12: FoundApi = {
    version: '1.2',
    api: {
      LMSInitialize: () => call('begin', 'true'),
      LMSFinish: () => call('end', 'true'),
      LMSGetValue: get,
      LMSSetValue: set,
      LMSCommit: commit,
      LMSGetLastError: () => '0',
    },
  };
  const found2004: FoundApi = {
    version: '2004',
    api: {
      Initialize: () => call('begin', true),
      Terminate: () => call('end', true),
      GetValue: get,
      SetValue: set,
      Commit: commit,
      GetLastError: () => '0',
    },
  };
  return { calls, kept, refuses, found12, found2004 };
}

const opened = (found: FoundApi, now = () => 0): StubLms => {
  const lms = openStubLms(found, now);
  if (lms === null) throw new Error('The LMS refused.');
  return lms;
};

describe('the stub in an LMS', () => {
  for (const key of ['found12', 'found2004'] as const) {
    it(`asks to be resumed before its first commit, and calls nothing after the end, ${key.slice(5)}`, () => {
      const { calls, ...fake } = fakeLms();
      const lms = opened(fake[key]);
      const exit = calls.findIndex((one) => /^set cmi\.(core\.)?exit$/.test(one));
      expect(exit).to.be.within(0, calls.indexOf('commit') - 1);
      lms.tell(PASSED, 'x', 'success');
      lms.end();
      const before = calls.length;
      expect(calls.at(-1)).to.equal('end');
      lms.end();
      lms.tell(BEGUN, 'y', 'success');
      expect(calls).to.have.length(before);
    });
  }

  it('writes status and score in the words of each standard', () => {
    const [old, modern] = [fakeLms(), fakeLms({ 'cmi.entry': 'ab-initio' })];
    expect(opened(old.found12, () => 0).tell(PASSED, 'state', 'success')).to.equal(true);
    expect(Object.fromEntries(old.kept)).to.include({
      'cmi.core.lesson_status': 'passed',
      'cmi.core.score.raw': '90',
      'cmi.core.score.min': '0',
      'cmi.core.score.max': '100',
      'cmi.core.session_time': '0000:00:00',
      'cmi.suspend_data': 'state',
    });
    opened(modern.found2004).tell(PASSED, 'state', 'success');
    expect(Object.fromEntries(modern.kept)).to.include({
      'cmi.completion_status': 'completed',
      'cmi.success_status': 'passed',
      'cmi.score.scaled': '0.9',
      'cmi.score.raw': '90',
      'cmi.session_time': 'PT0S',
    });
    expect(modern.calls).to.not.include('get cmi.suspend_data');
  });

  it('leaves a status alone that the LMS has already, and in a review everything', () => {
    const done = fakeLms({ 'cmi.core.lesson_status': 'passed' });
    opened(done.found12);
    expect(done.kept.get('cmi.core.lesson_status')).to.equal('passed');
    const review = fakeLms({ 'cmi.mode': 'review', 'cmi.suspend_data': 'kept' });
    const lms = opened(review.found2004);
    expect(lms).to.include({ mode: 'review', suspendData: 'kept' });
    lms.tell(PASSED, 'x', 'success');
    lms.end();
    expect(review.calls.filter((one) => /^set|commit/.test(one))).to.deep.equal([]);
  });

  it('says when the LMS takes something not, and sets it again the next time', () => {
    const fake = fakeLms({}, ['cmi.core.score.raw']);
    const lms = opened(fake.found12);
    expect(lms.tell(PASSED, 's', 'success')).to.equal(false);
    fake.refuses.length = 0;
    expect(lms.tell(PASSED, 's', 'success')).to.equal(true);
    expect(fake.kept.get('cmi.core.score.raw')).to.equal('90');
  });
});

describe('the relay of the stub', () => {
  const ANSWER: DispatchAnswer = {
    url: 'x',
    registration: REGISTRATION,
    ticket: 't',
    mapping: 'success',
    summary: null,
  };

  function relay(told: DispatchSummary | null = null, takes: () => boolean = () => true) {
    const heard: (DispatchSummary | null)[] = [];
    const states: string[] = [];
    const acknowledged: [number, boolean][] = [];
    let now = 0;
    let ends = 0;
    const made = createStubRelay({
      lms: {
        tell: (summary, state) => {
          heard.push(summary);
          states.push(state);
          return takes();
        },
        end: () => {
          ends += 1;
        },
      },
      state: told === null ? null : { registration: REGISTRATION, told },
      now: () => now,
      acknowledge: (_ticket, { version }, isLast) => acknowledged.push([version, isLast]),
      took: () => undefined,
    });
    return { made, heard, states, acknowledged, goOn: (ms: number) => (now += ms), ends: () => ends };
  }

  it('writes every outcome at once, with what is found at the next launch, and acknowledges it', () => {
    const { made, heard, states, acknowledged } = relay();
    made.launched(ANSWER);
    made.heard(BEGUN);
    made.heard(PASSED);
    expect(heard).to.deep.equal([null, BEGUN, PASSED]);
    expect(readState(states.at(-1) ?? '')).to.deep.equal({ registration: REGISTRATION, told: PASSED });
    expect(acknowledged).to.deep.equal([
      [1, false],
      [2, false],
    ]);
  });

  it('heals at the launch what was lost before', () => {
    const { made, heard } = relay(BEGUN);
    made.launched({ ...ANSWER, summary: PASSED });
    expect(heard).to.deep.equal([PASSED]);
  });

  it('keeps a word of the course that the server does not know yet', () => {
    const { made, heard } = relay(PASSED);
    made.launched({ ...ANSWER, summary: { ...BEGUN, version: 2 } });
    expect(heard).to.deep.equal([PASSED]);
  });

  it('holds mere counters back, half a minute at most, and writes the last at the end', () => {
    const { made, heard, acknowledged, goOn, ends } = relay();
    made.launched(ANSWER);
    made.heard(BEGUN);
    made.heard({ ...BEGUN, version: 2 });
    expect(heard).to.have.length(2);
    goOn(30_000);
    made.heard({ ...BEGUN, version: 3 });
    made.heard({ ...BEGUN, version: 4 });
    expect(heard).to.have.length(3);
    made.end();
    expect(heard.at(-1)).to.include({ version: 4 });
    expect(acknowledged.at(-1)).to.deep.equal([4, true]);
    expect(ends()).to.equal(1);
  });

  it('tries again what the LMS took not, and acknowledges only what it took', () => {
    let takes = true;
    const { made, heard, acknowledged } = relay(null, () => takes);
    made.launched(ANSWER);
    takes = false;
    made.heard(PASSED);
    expect(acknowledged).to.deep.equal([]);
    takes = true;
    made.heard({ ...PASSED, version: 3 });
    expect(acknowledged).to.deep.equal([[3, false]]);
    expect(heard).to.have.length(3);
  });

  it('writes nothing before a launch was let in', () => {
    const { made, heard } = relay();
    made.heard(PASSED);
    made.end();
    expect(heard).to.deep.equal([]);
  });
});

describe('the suspend data of the stub', () => {
  it('comes back as it was written, far below the length of SCORM 1.2', () => {
    const text = writeState({ registration: REGISTRATION, told: PASSED });
    expect(text.length).to.be.below(256);
    expect(readState(text)).to.deep.equal({ registration: REGISTRATION, told: PASSED });
  });

  it('is none where it is another one, and tells nothing where the summary is none', () => {
    for (const text of ['', 'null', '7', '{', '{"registration":7}', '[]']) expect(readState(text), text).to.equal(null);
    expect(readState(`{"registration":"${REGISTRATION}","told":{"attempt":"1"}}`)).to.deep.equal({
      registration: REGISTRATION,
      told: null,
    });
  });

  it('reads news of the course, and nothing of another shape', () => {
    const news = { type: 'schoolbeat', status: 'completed', success: 'passed', scoreScaled: 0.9, scoreRaw: null };
    expect(readNews({ ...news, attempt: 1, version: 2, engagedMs: 5 })).to.deep.equal(PASSED);
    for (const other of [{ attempt: 1.5 }, { status: 'great' }, { success: null }, { scoreRaw: 'x' }, { type: 'x' }]) {
      expect(readNews({ ...news, attempt: 1, version: 2, ...other }), JSON.stringify(other)).to.equal(null);
    }
    expect(readNews(null)).to.equal(null);
    expect(readNews('schoolbeat')).to.equal(null);
  });
});

describe('the stub and our server', () => {
  const REQUEST = { learnerId: 'L', learnerName: '', registration: null, mode: 'normal', told: null } as const;
  const answer =
    (status: number, body: string): typeof fetch =>
    () =>
      Promise.resolve(new Response(body, { status }));
  const client = (ask: typeof fetch) => createStubServer('https://our.example/base', 'D', ask);

  it('asks without cookies, and so that no browser asks leave beforehand', async () => {
    const asked: [unknown, RequestInit | undefined][] = [];
    const ask: typeof fetch = (url, init) => {
      asked.push([url, init]);
      return Promise.resolve(new Response(JSON.stringify({ url: 'u', registration: 'r', ticket: 't' })));
    };
    expect(await client(ask).launch(REQUEST)).to.include({ kind: 'open' });
    expect(asked[0]?.[0]).to.equal('https://our.example/base/dispatch/D/launch');
    expect(asked[0]?.[1]).to.include({ method: 'POST', credentials: 'omit' });
    expect(asked[0]?.[1]?.headers).to.deep.equal({ Accept: 'application/json', 'Content-Type': 'text/plain' });
  });

  it('tells a refusal from a server that is not there, and from another one in between', async () => {
    const refusal = JSON.stringify({
      code: 'DISPATCH_SITE',
      message: 'No.',
      help: 'Ask.',
      details: { site: 'https://x' },
    });
    expect(await client(answer(403, refusal)).launch(REQUEST)).to.deep.equal({
      kind: 'refused',
      words: 'No.',
      help: 'Ask.',
      site: 'https://x',
    });
    const away: (typeof fetch)[] = [
      () => Promise.reject(new TypeError('no network')),
      answer(200, '<h1>Sign in to the hotel</h1>'),
      answer(200, '{}'),
      answer(502, 'Bad gateway'),
      answer(503, '{"error":"x"}'),
    ];
    for (const ask of away) expect(await client(ask).launch(REQUEST)).to.deep.equal({ kind: 'unreachable' });
  });

  it('tells one word at a time, the newest next, and the last without waiting', async () => {
    const sent: number[] = [];
    const waiting: (() => void)[] = [];
    const ask: typeof fetch = (_url, init) => {
      const { summary } = JSON.parse(init?.body as string) as { summary: DispatchSummary };
      sent.push(summary.version);
      return new Promise((resolve) => waiting.push(() => resolve(new Response('{}'))));
    };
    const server = client(ask);
    const word = (version: number, isLast = false) =>
      server.told({ ticket: 't', summary: { ...PASSED, version } }, isLast);
    word(1);
    word(2);
    word(3);
    expect(sent).to.deep.equal([1]);
    waiting.shift()?.();
    await new Promise((done) => setTimeout(done, 0));
    expect(sent).to.deep.equal([1, 3]);
    word(4, true);
    expect(sent).to.deep.equal([1, 3, 4]);
  });
});
