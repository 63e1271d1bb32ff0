import { expect } from 'chai';
import { openApiSession } from '../../../server/standards/scorm2004/index.ts';
import type { Api1484 } from '../../../server/standards/scorm2004/index.ts';

const open = (): Api1484 =>
  openApiSession({
    get: (element) => (element === 'cmi.location' ? { error: 0, value: '4' } : { error: 403, diagnostic: 'never set' }),
    set: (element) => (element === 'cmi.location' ? { error: 0 } : { error: 404, diagnostic: 'x'.repeat(400) }),
    begin: () => undefined,
    commit: () => undefined,
    end: () => undefined,
  });

const STATES: Readonly<Record<string, (api: Api1484) => void>> = {
  'before Initialize': () => undefined,
  'while it runs': (api) => void api.Initialize(''),
  'after Terminate': (api) => {
    api.Initialize('');
    api.Terminate('');
  },
};

/** Answer and last error of each call, state by state (RTE 3.1.3, 3.1.7). */
const CALLS: readonly (readonly [string, (api: Api1484) => string, readonly [string, string, string]])[] = [
  ['Initialize("")', (api) => api.Initialize(''), ['true 0', 'false 103', 'false 104']],
  ['Initialize()', (api) => api.Initialize(), ['true 0', 'false 103', 'false 104']],
  ['Initialize("x")', (api) => api.Initialize('x'), ['false 201', 'false 201', 'false 201']],
  ['Terminate("")', (api) => api.Terminate(''), ['false 112', 'true 0', 'false 113']],
  ['Terminate("x")', (api) => api.Terminate('x'), ['false 201', 'false 201', 'false 201']],
  ['GetValue of a value', (api) => api.GetValue('cmi.location'), [' 122', '4 0', ' 123']],
  ['GetValue of none', (api) => api.GetValue('cmi.score.raw'), [' 122', ' 403', ' 123']],
  ['SetValue', (api) => api.SetValue('cmi.location', '4'), ['false 132', 'true 0', 'false 133']],
  ['SetValue of a number', (api) => api.SetValue('cmi.location', 4), ['false 132', 'true 0', 'false 133']],
  ['SetValue refused', (api) => api.SetValue('cmi.mode', 'x'), ['false 132', 'false 404', 'false 133']],
  ['Commit("")', (api) => api.Commit(''), ['false 142', 'true 0', 'false 143']],
  ['Commit("x")', (api) => api.Commit('x'), ['false 201', 'false 201', 'false 201']],
];

/** RTE 3.1.7. */
const CODES = '0 101 102 103 104 111 112 113 122 123 132 133 142 143 201 301 351 391 401 402 403 404 405 406 407 408';

describe('the states of a communication session (RTE 3.1)', () => {
  for (const [index, [state, enter]] of Object.entries(STATES).entries()) {
    for (const [name, call, expected] of CALLS) {
      it(`answers ${expected[index]} to ${name} ${state} (RTE 3.1.7)`, () => {
        const api = open();
        enter(api);
        expect(`${call(api)} ${api.GetLastError()}`).to.equal(expected[index]);
      });
    }
  }

  it('leaves the last error alone when it is asked about, and lets the next call that works clear it (RTE 3.1.6)', () => {
    const api = open();
    api.Initialize('');
    api.SetValue('cmi.mode', 'x');
    for (const asked of ['', '0', '404', 'nonsense', '1444', '001']) {
      expect(api.GetErrorString(asked).length).to.be.lessThan(255);
      expect(api.GetDiagnostic(asked).length).to.be.lessThan(255);
      expect(api.GetLastError()).to.equal('404');
    }
    for (const unknown of ['', '001', '1444', 'nonsense']) expect(api.GetErrorString(unknown)).to.equal('');
    expect(api.GetDiagnostic('001')).to.equal('');
    api.GetValue('cmi.location');
    expect(api.GetLastError()).to.equal('0');
  });

  it('has words for every code of the standard, and its version', () => {
    const api = open();
    for (const code of CODES.split(' ')) expect(api.GetErrorString(code), code).to.match(/^[A-Z]/);
    expect(api.GetErrorString('402')).to.equal('Unimplemented Data Model Element');
    expect(api.version).to.equal('1.0');
  });
});
