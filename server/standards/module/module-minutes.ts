import type { BlockSource, ModuleSource } from './module-schema.ts';
import type { DecisionNode, ScenarioSource } from './scenario-schema.ts';
import { conditionHolds, nodeOf, type Standing, standingKey, stepsFrom } from './walk-scenario.ts';

/** Words of prose that a reader takes in a minute. */
const WORDS_A_MINUTE = 200;

/** Seconds of one interaction, the reading of its own prompt, options and reasons included; courses/README.md shows the same list. */
const SECONDS = {
  choice: 30,
  multi: 40,
  numeric: 40,
  short: 40,
  sort: 60,
  match: 60,
  order: 60,
  decision: 25,
  opened: 10,
  video: 60,
  reflection: 120,
  worksheet: 45,
  checkpoint: 10,
  testItem: 60,
} as const;

/** Seconds of a film by its path, null where unknown. */
export type VideoSeconds = (src: string) => number | null;

/** Engaged minutes of a module, computed from its words and interactions: at least 1, whole. */
export function minutesOf(module: ModuleSource, videoSeconds: VideoSeconds = () => null): number {
  const seconds = module.sections
    .flatMap(({ blocks }) => blocks)
    .reduce((sum, block) => sum + secondsOf(block, videoSeconds), 0);
  return Math.max(1, Math.round(seconds / 60));
}

/** Words of a Markdown text; the address of a link is not read. */
export function wordsIn(text: string | undefined): number {
  return (text ?? '').replace(/\]\([^)]*\)/g, ']').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
}

function secondsOf(block: BlockSource, videoSeconds: VideoSeconds): number {
  switch (block.type) {
    case 'text':
    case 'callout':
    case 'policy':
      return reading(block.text);
    case 'image':
      return reading(block.caption);
    case 'video':
      return videoSeconds(block.src) ?? SECONDS.video;
    case 'accordion':
      return reading(...block.items.flatMap(({ title, text }) => [title, text])) + block.items.length * SECONDS.opened;
    case 'cards':
      return reading(...block.items.flatMap(({ front, back }) => [front, back])) + block.items.length * SECONDS.opened;
    case 'checkpoint':
      return reading(block.text) + SECONDS.checkpoint;
    case 'reflection':
      return SECONDS.reflection;
    case 'worksheet':
      return reading(block.intro) + block.items.length * SECONDS.worksheet;
    case 'practical':
      return reading(block.task);
    case 'scenario':
    case 'dialogue':
      return reading(block.intro) + averageRun(block);
    case 'test':
      return block.draw.total * SECONDS.testItem;
    default:
      return SECONDS[block.type];
  }
}

function reading(...texts: readonly (string | undefined)[]): number {
  return (texts.reduce((sum, text) => sum + wordsIn(text), 0) / WORDS_A_MINUTE) * 60;
}

/** Rounds after which what is left of a run that turns in a circle counts for nothing. */
const ROUNDS = 200;
/** Standings at one time beyond which the average is not computed further; the checker refuses so large a scenario anyway. */
const MOST_STANDINGS = 1_000;

/** Seconds of the average run, when each offered choice is as likely as the others. */
function averageRun(scenario: ScenarioSource): number {
  const start: Standing = { node: scenario.start, flags: new Set() };
  let here = new Map([[standingKey(start), { at: start, share: 1 }]]);
  let seconds = 0;
  for (let round = 0; round < ROUNDS && here.size > 0 && here.size < MOST_STANDINGS; round += 1) {
    const next = new Map<string, { at: Standing; share: number }>();
    for (const { at, share } of here.values()) {
      const steps = stepsFrom(scenario, at);
      seconds += share * secondsAt(scenario, at);
      for (const { choice, to } of steps) {
        const part = share / steps.length;
        seconds += part * reading(choice.feedback);
        next.set(standingKey(to), { at: to, share: (next.get(standingKey(to))?.share ?? 0) + part });
      }
    }
    here = next;
  }
  return seconds;
}

function secondsAt(scenario: ScenarioSource, { node: name, flags }: Standing): number {
  const node = nodeOf(scenario, name);
  if (node === undefined) return 0;
  if ('end' in node) return reading(node.text, node.lesson);
  return SECONDS.decision + reading(...wordsOf(node, flags));
}

function wordsOf(node: DecisionNode, flags: ReadonlySet<string>): (string | undefined)[] {
  const asides = (node.asides ?? []).filter(({ when }) => conditionHolds(when, flags)).map(({ text }) => text);
  const offered = node.choices.filter(({ when }) => conditionHolds(when, flags)).map(({ say, do: act }) => say ?? act);
  return [node.scene, node.text, ...asides, ...offered];
}
