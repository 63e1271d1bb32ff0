import { expect } from 'chai';
import { minutesOf, moduleSource } from '../../../server/standards/module/index.ts';

const words = (count: number): string => Array<string>(count).fill('word').join(' ');

/** Minutes of a module of these blocks, as a schema reads them. */
function minutes(blocks: readonly object[], videoSeconds?: (src: string) => number | null): number {
  const sections = [{ id: 'all', title: 'All', blocks: blocks.map((block, index) => ({ id: `b${index}`, ...block })) }];
  return minutesOf(moduleSource.parse({ id: 'm', title: 'M', summary: 'S', sections }), videoSeconds);
}

/** Ten of a kind, so that seconds are seen in minutes. */
const ten = (block: object): object[] => Array<object>(10).fill(block);
const options = ['a', 'b', 'c'].map((id) => ({ id, text: words(60), correct: id === 'a', why: words(90) }));
const question = { objective: 'o', prompt: words(90) };

const choice = (goto: string): object => ({ id: goto, say: 'word', goto, points: 0 });
const end = (kind: string): object => ({ title: 'E', end: kind, text: 'word' });
/** Half of the runs decide once, half of them twice: 1.5 decisions. */
const scenario = (text: number): object => ({
  type: 'scenario',
  title: 'S',
  objective: 'o',
  intro: 'word',
  start: 'first',
  scoring: { max: 1, pass: 0 },
  nodes: {
    first: { title: 'F', text: words(text), choices: [choice('well'), choice('second')] },
    second: { title: 'S', text: words(text), choices: [choice('well'), choice('badly')] },
    well: end('best'),
    badly: end('poor'),
  },
});

describe('the minutes of a module', () => {
  it('count 200 words of prose a minute, without the addresses of links', () => {
    expect(minutes(ten({ type: 'text', text: words(100) }))).to.equal(5);
    const link = '[word](https://example.org/a/long/address) ';
    expect(minutes([{ type: 'callout', kind: 'note', text: link.repeat(120) }])).to.equal(1);
  });

  it('count seconds for each interaction, its own prompt and reasons included', () => {
    expect(minutes(ten({ type: 'choice', ...question, options }))).to.equal(5);
    const both = options.map((option) => ({ ...option, correct: option.id !== 'c' }));
    expect(minutes(ten({ type: 'multi', ...question, options: both }))).to.equal(7);
    expect(minutes(ten({ type: 'numeric', ...question, min: 1, max: 2, why: 'word' }))).to.equal(7);
    expect(
      minutes(
        ten({
          type: 'order',
          ...question,
          why: 'word',
          steps: options.map(({ id, text }) => ({ id, text: text.slice(0, 9) })),
        }),
      ),
    ).to.equal(10);
    expect(minutes(ten({ type: 'reflection', prompt: words(90) }))).to.equal(20);
    expect(minutes([{ type: 'test', bank: 'b', draw: { total: 25 }, pass: null }])).to.equal(25);
  });

  it('count a decision on the average path, with its words', () => {
    // 1.5 decisions of 25 s, and some twelve single words.
    expect(minutes(ten(scenario(1)))).to.equal(7);
    expect(minutes(ten(scenario(200)))).to.equal(22);
  });

  it('count a circle of a scenario without turning in it for ever', () => {
    const round = { title: 'R', text: 'word', choices: [choice('first'), { ...choice('first'), id: 'again' }] };
    const circle = scenario(1) as { nodes: object };
    expect(minutes([{ ...circle, nodes: { ...circle.nodes, second: round } }])).to.equal(1);
    const endless = { first: round, well: end('best'), badly: end('poor') };
    expect(minutes([{ ...circle, nodes: endless }])).to.be.within(80, 90);
  });

  it('count a film by its length, or a minute', () => {
    const film = { type: 'video', src: 'media/a.mp4', captions: { en: 'media/a.vtt' }, transcript: 'media/a.md' };
    expect(minutes(ten(film))).to.equal(10);
    expect(minutes(ten(film), (src) => (src === 'media/a.mp4' ? 90 : null))).to.equal(15);
  });
});
