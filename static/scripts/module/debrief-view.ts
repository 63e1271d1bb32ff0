import { isEnding, type Decision, type Ending, type ScenarioBlock } from '../../../server/standards/module/play.ts';
import { button, h, trustedHtml } from './dom.ts';
import type { PlayContext } from './play-context.ts';
import { choiceWords } from './scenario-view.ts';
import { say } from './words.ts';

/** How a run ended, the decisions that led there, and the way back to each of them. */
export function debriefView(
  block: ScenarioBlock,
  ending: Ending,
  { play, words }: PlayContext,
  again: (steps: number) => void,
): HTMLElement {
  const { hasEnded, share, runs } = play.scenarioOf(block);
  const counts =
    hasEnded && runs > 1
      ? say(block.counts === 'best' ? words.bestRun : words.firstRun, { percent: Math.round(share * 100) })
      : '';
  const { points, max } = ending;
  return h(
    'div',
    { class: `debrief ${ending.end}` },
    h('p', { class: 'kind' }, `${words.ending[ending.end]}: ${say(words.points, { points, max })}`),
    counts === '' ? null : h('p', { class: 'note' }, counts),
    ending.lesson === ''
      ? null
      : h('div', { class: 'callout note' }, h('p', { class: 'kind' }, words.takeAlong), trustedHtml(ending.lesson)),
    h('h4', {}, words.decisions),
    h('ol', { class: 'decisions' }, ...ending.decisions.map((one, at) => entry(block, one, words, () => again(at)))),
  );
}

function entry(
  block: ScenarioBlock,
  { node, choice, points, best, feedback }: Decision,
  words: PlayContext['words'],
  back: () => void,
): HTMLElement {
  const at = block.nodes[node];
  const told = at === undefined || isEnding(at) ? undefined : at.choices.find(({ id }) => id === choice);
  const replay = button(words.replayHere, back, 'quiet');
  replay.setAttribute('aria-label', `${words.replayHere}: ${at?.title ?? node}`);
  return h(
    'li',
    { class: points < best ? 'worse' : 'well' },
    h('b', {}, at?.title ?? node),
    h('p', {}, told === undefined ? choice : choiceWords(told)),
    feedback === '' ? null : h('div', { class: 'prose' }, trustedHtml(feedback)),
    points < best ? h('p', { class: 'note' }, words.better) : null,
    replay,
  );
}
