import {
  startState,
  withBlock,
  type AnswerKey,
  type CompiledModule,
  type ScenarioBlock,
} from '../../../server/standards/module/play.ts';
import { h } from '../module/dom.ts';
import { localGrader } from '../module/grader.ts';
import { noLms } from '../module/lms-link.ts';
import { ModulePlay } from '../module/module-play.ts';
import { scenarioView } from '../module/scenario-view.ts';
import { english } from '../module/words-en.ts';
import { element, pageData } from './own-data.ts';

/** What the server wrote into the page: a module of one scenario, and the choices that lead to where the play begins. */
interface PageData {
  readonly module: CompiledModule;
  readonly key: AnswerKey;
  readonly choices: readonly string[];
}

/** Nothing else is on the page that would have to follow. */
function ignore(): void {}

/** Plays a scenario of a draft with the code that plays it for officers; nothing is recorded. */
function main(): void {
  const { module, key, choices } = pageData<PageData>('scenario-data');
  const block = module.sections[0]?.blocks.find(
    (one): one is ScenarioBlock => one.type === 'scenario' || one.type === 'dialogue',
  );
  if (block === undefined) return;
  const begun = {
    kind: 'scenario',
    first: [],
    hasEnded: false,
    share: 0,
    passed: false,
    now: choices,
    runs: 1,
  } as const;
  const state = withBlock(startState('en'), block.id, begun);
  const play = new ModulePlay({
    module,
    link: noLms(),
    grader: localGrader(module, key, ''),
    state,
    onSaved: () => undefined,
  });
  const live = h('p', { class: 'live', 'aria-live': 'polite' });
  const view = scenarioView(block, {
    play,
    words: english,
    redraw: ignore,
    retry: ignore,
    isRetry: () => false,
    changed: ignore,
    goTo: ignore,
    announce: (words) => (live.textContent = words),
  });
  element('play').replaceChildren(...view, live);
}

main();
