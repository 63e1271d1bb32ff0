import { expect } from 'chai';
import { openApi12 } from '../../../static/scripts/frame/api-12.ts';
import type { Api12 } from '../../../static/scripts/frame/api-12.ts';

function open(): { api: Api12; calls: string[] } {
  const calls: string[] = [];
  const api = openApi12({
    get: (element) => {
      calls.push(`get ${element}`);
      return element === 'cmi.x' ? { error: 201, diagnostic: 'No such element.' } : { error: 0, value: 'v' };
    },
    set: (element, value) => {
      calls.push(`set ${element} ${value}`);
      return value === 'bad' ? { error: 405, diagnostic: 'Wrong type.' } : { error: 0 };
    },
    begin: () => calls.push('begin'),
    commit: () => calls.push('commit'),
    end: () => calls.push('end'),
  });
  return { api, calls };
}

describe('the API of SCORM 1.2', () => {
  it('refuses everything but LMSInitialize before it, with error 301 (RTE 3.3.3)', () => {
    const { api, calls } = open();
    for (const call of [
      () => api.LMSGetValue('cmi.core.entry'),
      () => api.LMSSetValue('cmi.suspend_data', 'x'),
      () => api.LMSCommit(''),
      () => api.LMSFinish(''),
    ]) {
      expect(call()).to.be.oneOf(['', 'false']);
      expect(api.LMSGetLastError()).to.equal('301');
    }
    expect(calls).to.deep.equal([]);
  });

  it('opens once: a second LMSInitialize is error 101, also after LMSFinish (RTE 3.3.2.1)', () => {
    const { api } = open();
    expect(api.LMSInitialize('')).to.equal('true');
    expect(api.LMSInitialize('')).to.equal('false');
    expect(api.LMSGetLastError()).to.equal('101');
    expect(api.LMSFinish('')).to.equal('true');
    expect(api.LMSInitialize('')).to.equal('false');
    expect(api.LMSGetLastError()).to.equal('101');
  });

  it('ends once, and answers nothing afterwards', () => {
    const { api, calls } = open();
    api.LMSInitialize('');
    api.LMSFinish('');
    expect(api.LMSFinish('')).to.equal('false');
    expect(api.LMSSetValue('cmi.suspend_data', 'late')).to.equal('false');
    expect(api.LMSGetLastError()).to.equal('301');
    expect(calls).to.deep.equal(['begin', 'end']);
  });

  it('refuses an argument where an empty string belongs, with error 201', () => {
    const { api, calls } = open();
    expect(api.LMSInitialize('x')).to.equal('false');
    expect(api.LMSGetLastError()).to.equal('201');
    api.LMSInitialize('');
    for (const call of [() => api.LMSCommit('x'), () => api.LMSFinish('x')]) {
      expect(call()).to.equal('false');
      expect(api.LMSGetLastError()).to.equal('201');
    }
    expect(calls).to.deep.equal(['begin']);
  });

  it('gives value and error of the data model, and forgets an error with the next good call', () => {
    const { api } = open();
    api.LMSInitialize('');
    expect(api.LMSGetValue('cmi.x')).to.equal('');
    expect(api.LMSGetLastError()).to.equal('201');
    expect(api.LMSGetDiagnostic('')).to.equal('No such element.');
    expect(api.LMSGetErrorString('201')).to.equal('Invalid argument error');
    expect(api.LMSGetValue('cmi.core.entry')).to.equal('v');
    expect(api.LMSGetLastError()).to.equal('0');
    expect(api.LMSSetValue('cmi.core.score.raw', 'bad')).to.equal('false');
    expect(api.LMSGetLastError()).to.equal('405');
  });

  it('takes numbers and booleans of careless content as text', () => {
    const { api, calls } = open();
    api.LMSInitialize('');
    expect(api.LMSSetValue('cmi.core.score.raw', 85)).to.equal('true');
    expect(calls.at(-1)).to.equal('set cmi.core.score.raw 85');
  });
});
