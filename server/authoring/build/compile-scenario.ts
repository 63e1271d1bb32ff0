import {
  type ScenarioChoice,
  type ScenarioNode,
  type ScenarioSource,
  seededOrder,
  type CompiledChoice,
  type CompiledNode,
  type ScenarioBlock,
  type ScenarioKey,
} from '../../standards/module/index.ts';
import type { Compiled } from './compile-question.ts';
import { renderOptional, renderProse } from './render-prose.ts';

/** Compiles a scenario: points, feedback and the worth of an ending go into the key, the story stays. */
export function compileScenario(source: ScenarioSource, moduleId: string): Compiled<ScenarioBlock, ScenarioKey> {
  const nodes = Object.entries(source.nodes);
  const decisions = nodes.flatMap(([id, node]) =>
    'end' in node ? [] : node.choices.map((choice) => [`${id}.${choice.id}`, choice] as const),
  );
  const told = decisions.filter(([, { points, feedback }]) => points !== 0 || feedback !== undefined);
  const ends = nodes.flatMap(([id, node]) =>
    'end' in node ? [[id, { end: node.end, lesson: renderOptional(node.lesson) }] as const] : [],
  );
  return {
    block: {
      id: source.id,
      type: source.type,
      title: source.title,
      objective: source.objective,
      html: renderProse(source.intro),
      start: source.start,
      points: source.weight,
      ...(source.counts === 'best' && { counts: source.counts }),
      with: source.type === 'dialogue' ? source.with : null,
      nodes: Object.fromEntries(nodes.map(([id, node]) => [id, compileNode(node, `${moduleId} ${source.id} ${id}`)])),
    },
    key: {
      type: 'scenario',
      max: source.scoring.max,
      pass: source.scoring.pass,
      choices: Object.fromEntries(
        told.map(([at, { points, feedback }]) => [at, { points, feedback: renderOptional(feedback) }]),
      ),
      ends: Object.fromEntries(ends),
    },
  };
}

function compileNode(node: ScenarioNode, seed: string): CompiledNode {
  if ('end' in node) return { title: node.title, html: renderProse(node.text), isEnd: true };
  return {
    title: node.title,
    speaker: node.speaker ?? '',
    scene: renderOptional(node.scene),
    html: renderProse(node.text),
    asides: (node.asides ?? []).map(({ when, text }) => ({ when, html: renderProse(text) })),
    prompt: node.prompt ?? '',
    seconds: node.seconds ?? null,
    late: node.late ?? null,
    choices: seededOrder(node.choices, seed).map(compileChoice),
  };
}

function compileChoice({ id, say = '', do: act = '', goto, set = [], when }: ScenarioChoice): CompiledChoice {
  const ways = typeof goto === 'string' ? [{ goto }] : goto;
  return { id, say, do: act, goto: ways, set, ...(when !== undefined && { when }) };
}
