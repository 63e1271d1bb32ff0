import { expect } from 'chai';
import { createEmbedderTeller } from '../../../static/scripts/player/tell-embedder.ts';

const OPEN = {
  completion: 'incomplete',
  success: 'unknown',
  scoreRaw: null,
  scoreMin: null,
  scoreMax: null,
  scoreScaled: null,
  progress: null,
} as const;
const DONE = { ...OPEN, completion: 'completed', success: 'passed', scoreRaw: 90, scoreScaled: 0.9 } as const;
const FACTS = { engagedMs: 1000.4, attempt: 2, version: 3 };

function listen(origins: readonly string[]) {
  const heard: unknown[][] = [];
  const window = { postMessage: (...told: unknown[]) => void heard.push(told) };
  return { heard, teller: createEmbedderTeller([window], origins) };
}

describe('the word to whoever embeds a course', () => {
  it('tells how the course stands, to the origins of the door alone', () => {
    const { heard, teller } = listen(['https://one.example', 'https://two.example']);
    teller.said(DONE, FACTS);
    const outcome = { status: 'completed', success: 'passed', scoreScaled: 0.9, scoreRaw: 90 };
    const news = { type: 'schoolbeat', ...outcome, engagedMs: 1000, attempt: 2, version: 3 };
    expect(heard).to.deep.equal([
      [news, 'https://one.example'],
      [news, 'https://two.example'],
    ]);
  });

  it('tells nobody where the door names no site', () => {
    const { heard, teller } = listen([]);
    teller.claimed(DONE, FACTS);
    expect(heard).to.deep.equal([]);
  });

  it('tells what the page knows at once, and the same not twice, however time goes on', () => {
    const { heard, teller } = listen(['https://one.example']);
    teller.claimed(OPEN, FACTS);
    teller.claimed(OPEN, { ...FACTS, engagedMs: 9000 });
    teller.claimed(DONE, FACTS);
    teller.said(DONE, FACTS);
    expect(heard).to.have.length(2);
    teller.said(DONE, { ...FACTS, version: 4 });
    expect(heard).to.have.length(3);
  });

  it('lets the server’s word stand until the page knows something newer', () => {
    const { heard, teller } = listen(['https://one.example']);
    const statuses = () => heard.map(([news]) => (news as { success: string }).success);
    teller.claimed(DONE, FACTS);
    teller.said({ ...DONE, success: 'failed' }, { ...FACTS, version: 4 });
    teller.claimed(DONE, { ...FACTS, version: 4 });
    expect(statuses()).to.deep.equal(['passed', 'failed']);
    teller.claimed({ ...DONE, scoreRaw: 95 }, { ...FACTS, version: 4 });
    expect(statuses()).to.deep.equal(['passed', 'failed', 'passed']);
  });
});
