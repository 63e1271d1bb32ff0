import {
  holds,
  isEnding,
  offeredChoices,
  runScenario,
  type CompiledChoice,
  type CompiledDecision,
  type Graded,
  type ScenarioBlock,
} from '../../../server/standards/module/play.ts';
import { button, focusOn, h, trustedHtml } from './dom.ts';
import { debriefView } from './debrief-view.ts';
import { GraderError } from './grader.ts';
import type { PlayContext } from './play-context.ts';
import { startTimer } from './choice-timer.ts';
import { say } from './words.ts';

/** A scenario: scene by scene; a dialogue: what was said stays on the screen. */
export function scenarioView(block: ScenarioBlock, context: PlayContext): Node[] {
  const { play, words } = context;
  const log = h('div', { class: 'talk' });
  const stage = h('div', { class: 'stage', 'aria-live': 'off' });
  const hasTimer = Object.values(block.nodes).some((node) => !isEnding(node) && node.seconds !== null);
  const timed = h('p', { class: 'note' }, words.timedNote);
  let stopTimer: (() => void) | null = null;
  let draws = 0;

  /** Shows where the run is; what was said of its last choice is asked for where it is not at hand. */
  async function draw(feedback: Graded['feedback'] | null, hasFocus: boolean): Promise<void> {
    stopTimer?.();
    draws += 1;
    const own = draws;
    timed.hidden = !hasTimer || play.state.untimed;
    const { now, runs } = play.scenarioOf(block);
    const run = runScenario(block, now);
    const node = block.nodes[run?.node ?? block.start];
    if (run === null || node === undefined) return;
    log.replaceChildren(...past(block, now, context));
    const said = sayings(feedback ?? []);
    if (!isEnding(node)) stage.replaceChildren(...said, ...decision(node, run.flags));
    else stage.replaceChildren(...said, h('div', { class: 'ending' }, h('h4', {}, node.title), trustedHtml(node.html)));
    if (feedback === null || isEnding(node)) {
      const graded = await play.recallRun(block, now, runs).catch(sayWhy);
      // A choice may have been made while the answer was on its way.
      if (own !== draws) return;
      if (feedback === null) stage.prepend(...sayings(graded?.feedback ?? []));
      if (graded?.ending) stage.append(debriefView(block, graded.ending, context, again));
    }
    if (hasFocus) focusOn(stage);
  }

  function sayWhy(fault: unknown): null {
    if (!(fault instanceof GraderError)) throw fault;
    stage.append(h('p', { class: 'note' }, fault.message));
    return null;
  }

  function again(steps: number): void {
    play.replay(block, steps);
    void draw(null, true);
  }

  function decision(node: CompiledDecision, flags: ReadonlySet<string>): Node[] {
    const offered = offeredChoices(node, flags);
    const name = `${block.id}-choice`;
    const options = offered.map((choice) => {
      const input = h('input', { type: 'radio', name, value: choice.id });
      return { input, row: h('label', { class: 'opt' }, input, h('span', {}, choiceWords(choice))) };
    });
    const note = h('p', { class: 'note', role: 'status' });
    const go = button(
      words.seeWhat,
      () => {
        const taken = options.find(({ input }) => input.checked)?.input.value;
        if (taken === undefined) note.replaceChildren(words.noAnswer);
        else void take(taken);
      },
      'main',
    );

    async function take(choice: string): Promise<void> {
      stopTimer?.();
      go.disabled = true;
      try {
        const graded = await play.choose(block, choice);
        context.changed();
        await draw(graded.feedback, true);
      } catch (fault) {
        sayWhy(fault);
        go.disabled = false;
      }
    }

    const late = offered.find(({ id }) => id === node.late);
    const clock = h('div', { class: 'clock' });
    if (node.seconds !== null && late !== undefined && !play.state.untimed) {
      stopTimer = startTimer(clock, node.seconds, context, () => {
        context.announce(say(words.timeOver, { choice: choiceWords(late) }));
        void take(late.id);
      });
    }
    const legend = h('legend', {}, node.prompt === '' ? words.whatDo : node.prompt);
    return [
      ...sceneOf(block, node, flags),
      clock,
      h(
        'fieldset',
        { class: 'question' },
        legend,
        ...options.map(({ row }) => row),
        h('p', { class: 'actions' }, go),
        note,
      ),
    ];
  }

  void draw(null, false);
  return [
    h(
      'section',
      { class: `scenario ${block.type}`, 'aria-label': block.title },
      h('h3', {}, block.title),
      h('div', { class: 'prose' }, trustedHtml(block.html)),
      timed,
      log,
      stage,
    ),
  ];
}

/** What is chosen, as it is shown: words in quotation marks, acts as they are. */
export function choiceWords({ say: words, do: deed }: CompiledChoice): string {
  return words === '' ? deed : `“${words}”`;
}

function sceneOf(block: ScenarioBlock, node: CompiledDecision, flags: ReadonlySet<string>): Node[] {
  const asides = node.asides.filter(({ when }) => holds(when, flags)).map(({ html }) => act(html));
  const scene = node.scene === '' ? [] : [act(node.scene)];
  const who = node.speaker === '' ? (block.with?.name ?? '') : node.speaker;
  const spoken = who === '' ? act(node.html) : bubble(who, trustedHtml(node.html));
  return [h('div', { class: 'talk' }, ...scene, spoken, ...asides)];
}

function sayings(feedback: Graded['feedback']): Node[] {
  return feedback.map(({ html }) => h('div', { class: 'fb' }, trustedHtml(html)));
}

function act(html: string): HTMLElement {
  return h('div', { class: 'act' }, trustedHtml(html));
}

function bubble(who: string, said: Node, isMe = false): HTMLElement {
  return h(
    'div',
    { class: isMe ? 'turn me' : 'turn' },
    h('span', { class: 'who', 'aria-hidden': 'true' }, who.charAt(0)),
    h('div', { class: 'say' }, h('b', {}, who), said),
  );
}

/** The run so far: bubbles of a dialogue; of a scenario a list that can be opened. */
function past(block: ScenarioBlock, now: readonly string[], { words }: PlayContext): Node[] {
  const turns = now.flatMap((id, at): Node[] => {
    const run = runScenario(block, now.slice(0, at));
    const node = run === null ? undefined : block.nodes[run.node];
    if (run === null || node === undefined || isEnding(node)) return [];
    const choice = node.choices.find((one) => one.id === id);
    if (choice === undefined) return [];
    const mine =
      choice.say === '' ? h('p', { class: 'act' }, choice.do) : bubble(words.you, h('p', {}, choice.say), true);
    return [...sceneOf(block, node, run.flags), mine];
  });
  if (turns.length === 0 || block.type === 'dialogue') return turns;
  return [h('details', { class: 'fold' }, h('summary', {}, words.soFar), h('div', { class: 'talk' }, ...turns))];
}
