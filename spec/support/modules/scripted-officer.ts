import type { Frame, Locator, Page } from 'playwright-core';
import {
  allBlocks,
  isEnding,
  offeredChoices,
  readList,
  readPairs,
  runScenario,
  type CompiledBlock,
  type QuestionBlock,
  type QuestionKey,
  type ScenarioBlock,
  type ScenarioKey,
  type ScoAnswers,
  type TestBlock,
  type TestKey,
} from '../../../server/standards/module/play.ts';

/** best: every answer right and the best run; worst: every answer wrong and the run with the fewest points. */
export type Manner = 'best' | 'worst';

/** How much faster than people the officer watches films. */
const FILM_SPEED = 8;

/** An officer who takes a module from its first section to its end, by mouse or by keyboard alone. */
export class ScriptedOfficer {
  readonly #page: Page;
  #frame: Frame;
  readonly #answers: ScoAnswers;
  readonly #manner: Manner;
  readonly #missed: readonly string[];
  readonly #byKeyboard: boolean;

  /** `missed` names questions that are answered wrong whatever the manner is. */
  constructor(
    page: Page,
    frame: Frame,
    answers: ScoAnswers,
    options: { manner: Manner; missed?: readonly string[]; byKeyboard?: boolean },
  ) {
    this.#page = page;
    this.#frame = frame;
    this.#answers = answers;
    this.#manner = options.manner;
    this.#missed = options.missed ?? [];
    this.#byKeyboard = options.byKeyboard === true;
  }

  /** Goes through all sections, or some of them; `afterBlock` is called when a block was worked on. */
  async takeModule(
    afterBlock: (block: CompiledBlock) => Promise<void> = async () => undefined,
    { from = 0, to }: { from?: number; to?: number } = {},
  ): Promise<void> {
    const { module } = this.#answers;
    if ((await this.#frame.locator('.way').count()) === 0)
      await this.#press(this.#frame.locator('.actions .main').first());
    for (const section of module.sections.slice(from, to)) {
      for (const block of section.blocks) {
        if (await this.#work(block)) await afterBlock(block);
      }
      await this.#press(this.#frame.locator('.way .main'));
    }
  }

  /** Goes on in the frame of a module that was opened again. */
  follow(frame: Frame): void {
    this.#frame = frame;
  }

  /** Leaves by the button of the end panel. */
  async leave(): Promise<void> {
    await this.#press(this.#frame.locator('.body > .actions .main'));
  }

  async #work(block: CompiledBlock): Promise<boolean> {
    const place = this.#frame.locator(`[id="${block.id}"]`);
    const { [block.id]: key } = this.#answers.key.blocks;
    switch (block.type) {
      case 'policy':
        if (!block.acknowledge) return false;
        await this.#press(place.locator('input[type=checkbox]'));
        return true;
      case 'video':
        if (block.require === 0) return false;
        await this.#watch(place.locator('video'));
        return true;
      case 'reflection':
      case 'worksheet':
        await this.#press(place.locator('.btn').last());
        return true;
      case 'scenario':
      case 'dialogue':
        await this.#play(place, block, key as ScenarioKey);
        return true;
      case 'test':
        await this.#takeTest(place, block, key as TestKey);
        return true;
      case 'choice':
      case 'multi':
      case 'numeric':
      case 'short':
      case 'sort':
      case 'match':
      case 'order': {
        const manner = this.#missed.includes(block.id) ? 'worst' : this.#manner;
        await this.#answer(place, block, responseTo(block, key as QuestionKey, manner));
        return true;
      }
      default:
        return false;
    }
  }

  /** Plays a film from where it stands to its end. */
  async #watch(film: Locator): Promise<void> {
    await film.evaluate((element: HTMLVideoElement, speed) => (element.playbackRate = speed), FILM_SPEED);
    await this.#press(film);
    await film.evaluate(async (element: HTMLVideoElement) => {
      if (!element.ended) await new Promise((resolve) => element.addEventListener('ended', resolve, { once: true }));
    });
  }

  async #answer(place: Locator, block: QuestionBlock, response: string): Promise<void> {
    switch (block.type) {
      case 'choice':
      case 'multi':
        for (const id of readList(response)) await this.#press(place.locator(`input[value="${id}"]`));
        break;
      case 'numeric':
      case 'short':
        await this.#type(place.locator('input[type=text]'), response);
        break;
      case 'order':
        await this.#order(
          place,
          block.steps.map(({ id }) => id),
          readList(response),
          block,
        );
        break;
      default:
        for (const [item, target] of readPairs(response) ?? []) {
          if (block.type === 'match') await this.#select(place.locator(`#${block.id}-${item}`), target);
          else await this.#press(place.locator(`input[name="${block.id}-${item}"][value="${target}"]`));
        }
    }
    await this.#press(place.locator('.actions .main'));
    await place.locator('.said .fb').waitFor();
  }

  /** Moves steps up until they lie in the wanted order. */
  async #order(
    place: Locator,
    from: string[],
    to: readonly string[],
    block: Extract<QuestionBlock, { type: 'order' }>,
  ): Promise<void> {
    const now = [...from];
    for (const [at, id] of to.entries()) {
      for (let here = now.indexOf(id); here > at; here -= 1) {
        const text = block.steps.find((step) => step.id === id)?.text ?? '';
        await this.#press(place.locator('li', { hasText: text }).locator('.move.up'));
        now.splice(here, 1);
        now.splice(here - 1, 0, id);
      }
    }
  }

  async #play(place: Locator, block: ScenarioBlock, key: ScenarioKey): Promise<void> {
    const off = place.locator('.clock .btn');
    for (const [at, choice] of runOf(block, key, this.#manner).entries()) {
      if ((await off.count()) > 0) await this.#press(off);
      await this.#press(place.locator(`.stage input[value="${choice}"]`));
      const shown = await place.locator('.stage fieldset').elementHandle();
      await this.#press(place.locator('.stage .actions .main'));
      // What comes next may offer choices of the same ids, and a server may take its time.
      await shown?.waitForElementState('hidden');
      const moved = runScenario(block, runOf(block, key, this.#manner).slice(0, at + 1));
      if (moved?.isOver === true) await place.locator('.debrief').waitFor();
    }
  }

  async #takeTest(place: Locator, block: TestBlock, key: TestKey): Promise<void> {
    await this.#press(place.locator('.actions .main'));
    for (let count = 0; count < block.total; count += 1) {
      const name = await place.locator('input[type=radio]').first().getAttribute('name');
      const id = (name ?? '').slice(block.id.length + 1);
      const item = block.items.find((one) => one.id === id);
      const [right = ''] = key.items[id]?.correct ?? [];
      const wrong = item?.options.find((option) => option.id !== right)?.id ?? '';
      await this.#press(place.locator(`input[value="${this.#manner === 'best' ? right : wrong}"]`));
      await this.#press(place.locator('.actions .main'));
    }
    await place.locator('table').waitFor();
  }

  async #type(field: Locator, words: string): Promise<void> {
    if (!this.#byKeyboard) return field.fill(words);
    await this.#reach(field, 'text');
    await this.#page.keyboard.press('ControlOrMeta+a');
    await this.#page.keyboard.type(words);
  }

  /** A choice from a list; by keyboard the arrow goes down to it. */
  async #select(list: Locator, value: string): Promise<void> {
    if (!this.#byKeyboard) return void (await list.selectOption(value));
    await this.#reach(list, 'select');
    const values = await list.locator('option').evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    for (let count = values.indexOf(value); count > 0; count -= 1) await this.#page.keyboard.press('ArrowDown');
  }

  /** A click; by keyboard Tab until the element has the focus, then the key that works it. */
  async #press(target: Locator): Promise<void> {
    if (!this.#byKeyboard) {
      await target.click();
      return;
    }
    await target.waitFor();
    const kind = await target.evaluate((element) => element.getAttribute('type') ?? element.localName);
    await this.#reach(target, kind);
    const arrows = kind === 'radio' ? 12 : 0;
    for (let count = 0; count < arrows; count += 1) {
      if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) break;
      await this.#page.keyboard.press('ArrowDown');
    }
    await this.#page.keyboard.press(['radio', 'checkbox', 'video'].includes(kind) ? 'Space' : 'Enter');
  }

  /** Tab until an element has the focus, or its group. */
  async #reach(target: Locator, kind: string): Promise<void> {
    for (let count = 0; count < 400; count += 1) {
      const isThere = await target.evaluate((element, one) => {
        const active = element.ownerDocument.activeElement;
        // A group of radio buttons is one stop: the arrows lead on from there.
        return active === element || (one === 'radio' && active?.getAttribute('name') === element.getAttribute('name'));
      }, kind);
      if (isThere) return;
      await this.#page.keyboard.press('Tab');
    }
    throw new Error('The keyboard does not get there.');
  }
}

/** What is answered to a question in a manner. */
export function responseTo(block: QuestionBlock, key: QuestionKey, manner: Manner): string {
  const isBest = manner === 'best';
  switch (key.type) {
    case 'choice': {
      if (isBest) return key.correct.join(',');
      const { options } = block as Extract<QuestionBlock, { type: 'choice' | 'multi' }>;
      return options.find(({ id }) => !key.correct.includes(id))?.id ?? '';
    }
    case 'numeric':
      return String(isBest ? key.min : key.max + 1);
    case 'short':
      return isBest ? (key.accept[0] ?? '') : 'something else';
    case 'pairs': {
      // In the order in which the page shows them.
      const items = block.type === 'sort' ? block.items : block.type === 'match' ? block.lefts : [];
      const pairs = items.map(({ id }) => [id, key.pairs[id] ?? ''] as const);
      const targets = [...new Set(Object.values(key.pairs))];
      const other = (target: string): string => targets[(targets.indexOf(target) + 1) % targets.length] ?? target;
      return pairs.map(([item, target]) => `${item}:${isBest ? target : other(target)}`).join(',');
    }
    default:
      return (isBest ? key.order : [...key.order].reverse()).join(',');
  }
}

/** The run with the most or the fewest points; the shorter one of equals. */
export function runOf(block: ScenarioBlock, key: ScenarioKey, manner: Manner): string[] {
  const sign = manner === 'best' ? 1 : -1;
  let found: { readonly choices: string[]; readonly points: number } | null = null;
  const walk = (choices: string[], points: number): void => {
    const run = runScenario(block, choices);
    const node = run === null ? undefined : block.nodes[run.node];
    if (run === null || node === undefined || choices.length > 20) return;
    if (isEnding(node)) {
      const isBetter = found === null || points * sign > found.points * sign;
      if (isBetter || (points === found?.points && choices.length < found.choices.length)) found = { choices, points };
      return;
    }
    for (const { id } of offeredChoices(node, run.flags)) {
      walk([...choices, id], points + (key.choices[`${run.node}.${id}`]?.points ?? 0));
    }
  };
  walk([], 0);
  return (found as { choices: string[] } | null)?.choices ?? [];
}

/** Score that the source's own arithmetic gives for a manner, 0-100. */
export function expectedScore({ module, key }: ScoAnswers, manner: Manner): number {
  let earned = 0;
  let possible = 0;
  for (const block of allBlocks(module)) {
    const own = key.blocks[block.id];
    if (own === undefined) continue;
    const weight = weightOf(block);
    possible += weight;
    if (own.type === 'scenario' && (block.type === 'scenario' || block.type === 'dialogue')) {
      const points = pointsOf(block, own, runOf(block, own, manner));
      earned += (weight * Math.min(own.max, Math.max(0, points))) / own.max;
    } else if (manner === 'best') earned += weight;
  }
  return Math.round((100 * earned) / possible);
}

function pointsOf(block: ScenarioBlock, key: ScenarioKey, choices: readonly string[]): number {
  const steps = runScenario(block, choices)?.steps ?? [];
  return steps.reduce((sum, { node, choice }) => sum + (key.choices[`${node}.${choice}`]?.points ?? 0), 0);
}

function weightOf(block: CompiledBlock): number {
  if (block.type === 'test') return block.total;
  return 'points' in block ? block.points : 0;
}

/** Number of interactions that a module records when it is taken once. */
export function expectedInteractions({ module, key }: ScoAnswers, manner: Manner): number {
  return allBlocks(module).reduce((sum, block) => sum + interactionsOf(block, key, manner), 0);
}

function interactionsOf(block: CompiledBlock, key: ScoAnswers['key'], manner: Manner): number {
  const own = key.blocks[block.id];
  if (block.type === 'reflection') return block.isPrivate ? 0 : 1;
  if (own === undefined) return 0;
  if (own.type === 'scenario') return runOf(block as ScenarioBlock, own, manner).length;
  return block.type === 'test' ? block.total : 1;
}
