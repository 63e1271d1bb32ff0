import type { Actor } from '../../people/index.ts';
import {
  allBlocks,
  decodeState,
  isDone,
  isGraded,
  isRequired,
  plainWords,
  readList,
  type CompiledBlock,
  type ScoAnswers,
} from '../../standards/module/index.ts';
import type { AnswersWanted } from './answer-input.ts';
import { countDropOff, type Progress } from './drop-off.ts';
import { dropOffView } from './drop-off-view.ts';
import type { GradedLine, TrackLine } from './given-store.ts';
import { itemTexts } from './item-texts.ts';
import { MASTERY, measureObjectives, type ObjectiveAnswer } from './mastery.ts';
import { masteryView } from './mastery-view.ts';
import { walkPath } from './path-map.ts';
import { givenAnswers } from './read-given.ts';
import { takenCourse, type AnswerSources, type ChosenVersion, type PlayedPart } from './taken-course.ts';

/** A step of a part as people name it. */
export interface NamedStep {
  readonly id: string;
  readonly words: string;
  readonly isSection: boolean;
}

/** Where people stop, and which objectives they have reached: a fixed number of statements, however many took the course. */
export function createProgressService(sources: AnswerSources) {
  const { store } = sources;

  return {
    /** Parts with who opened and completed them, and the steps of one of them. Throws as `takenCourse` does. */
    async dropOff(actor: Actor, courseId: string, wanted: AnswersWanted) {
      const course = await takenCourse(sources, actor, courseId, wanted.version);
      const { chosen } = course;
      if (chosen === null) return dropOffView(course, { counts: new Map(), part: null, steps: [], figures: [] });
      const counts = await store.parts(null, chosen);
      const stepped = chosen.parts.filter(({ answers }) => answers !== null);
      const part = stepped.find(({ id }) => id === wanted.part) ?? stepped[0] ?? null;
      if (part === null || part.answers === null)
        return dropOffView(course, { counts, part: null, steps: [], figures: [] });
      const of = { ...chosen, part: part.id };
      const steps = stepsOf(part.answers);
      const tracks = await store.tracks(null, of);
      const attempts = progressOf(part.answers, tracks, await store.graded(null, of));
      const figures = countDropOff(
        steps.map(({ id }) => id),
        attempts,
      );
      return dropOffView(course, { counts, part, steps, figures });
    },

    /** Objectives of one part, the weakest first. Throws as `takenCourse` does. */
    async mastery(actor: Actor, courseId: string, wanted: AnswersWanted) {
      const course = await takenCourse(sources, actor, courseId, wanted.version);
      const { chosen } = course;
      const parts = chosen?.parts ?? [];
      const part = parts.find(({ id }) => id === wanted.part) ?? parts.find(hasObjectives) ?? parts[0] ?? null;
      if (chosen === null || part === null) return masteryView(course, { parts, part, figures: [], texts: new Map() });
      const answers = await objectiveAnswers(chosen, part);
      const mark = part.answers === null ? MASTERY : markOf(part.answers);
      const figures = measureObjectives(answers, () => mark);
      return masteryView(course, { parts, part, figures, texts: objectiveTexts(part.answers), mark });
    },
  };

  async function objectiveAnswers(chosen: ChosenVersion, { id, answers }: PlayedPart): Promise<ObjectiveAnswer[]> {
    const of = { ...chosen, part: id };
    if (answers === null) {
      const told = await store.objectives(null, of);
      return told.map(({ attemptId, objective, success, scaled }) => ({
        attempt: attemptId,
        objective,
        share: scaled ?? (success === 'passed' ? 1 : 0),
        weight: 1,
      }));
    }
    const lines = await store.graded(null, of);
    const texts = new Map(itemTexts(answers).map((text) => [text.id, text]));
    const questions = givenAnswers(answers, lines, []).flatMap(({ attempt, item, share }): ObjectiveAnswer[] => {
      const text = texts.get(item);
      return text === undefined ? [] : [{ attempt, objective: text.objective, share, weight: text.points }];
    });
    return [...questions, ...scenarioAnswers(answers, lines)];
  }
}

/** See `createProgressService`. */
export type ProgressService = ReturnType<typeof createProgressService>;

const hasObjectives = ({ answers }: PlayedPart): boolean => answers !== null && objectiveTexts(answers).size > 0;

function objectiveTexts(answers: ScoAnswers | null): Map<string, string> {
  if (answers === null) return new Map();
  const { module } = answers;
  const tests = allBlocks(module).flatMap((block) => (block.type === 'test' ? block.objectives : []));
  return new Map([...tests, ...module.objectives].map(({ id, text }) => [id, text]));
}

function markOf({ module }: ScoAnswers): number {
  const test = allBlocks(module).find((block) => block.type === 'test');
  return module.pass ?? (test?.type === 'test' ? test.pass : null) ?? MASTERY;
}

/** Runs that came to an ending, as they count: the first, or the best where the source says so. */
function scenarioAnswers({ module }: ScoAnswers, lines: readonly GradedLine[]): ObjectiveAnswer[] {
  const best = new Map<string, ObjectiveAnswer>();
  for (const block of allBlocks(module)) {
    if (!('nodes' in block)) continue;
    const runs = lines.filter((line) => line.block === block.id && line.kind === 'answer');
    for (const { attemptId, number, response, share } of runs) {
      if (number > 1 && block.counts !== 'best') continue;
      if (walkPath(block, readList(response))?.isOver !== true) continue;
      const key = `${attemptId} ${block.id}`;
      if (share <= (best.get(key)?.share ?? -1)) continue;
      best.set(key, { attempt: attemptId, objective: block.objective, share, weight: block.points });
    }
  }
  return [...best.values()];
}

/** Sections, and the blocks in them that have to be done. */
function stepsOf({ module }: ScoAnswers): NamedStep[] {
  return module.sections.flatMap(({ id, title, blocks }) => [
    { id: `section:${id}`, words: title, isSection: true },
    ...blocks.filter(isRequired).map((block) => ({ id: block.id, words: stepWords(block), isSection: false })),
  ]);
}

/** Its title; a question without one by what it asks. */
function stepWords(block: CompiledBlock): string {
  const asked = 'html' in block && block.type !== 'policy' ? plainWords(block.html) : '';
  const short = asked.length <= LONGEST ? asked : `${asked.slice(0, LONGEST - 1).trimEnd()}…`;
  return block.title || short || (BLOCK_WORDS[block.type] ?? 'Block');
}

const LONGEST = 90;

const BLOCK_WORDS: Readonly<Record<string, string>> = {
  choice: 'Question',
  multi: 'Question with several answers',
  numeric: 'Question for a number',
  short: 'Question for a word',
  sort: 'Sorting',
  match: 'Matching',
  order: 'Putting in order',
  scenario: 'Scenario',
  dialogue: 'Dialogue',
  test: 'Test',
  video: 'Video',
  policy: 'Policy to acknowledge',
  reflection: 'Reflection',
  worksheet: 'Worksheet',
};

/** What was seen and done, by the page's own word; what is graded, by the server's. */
function progressOf({ module }: ScoAnswers, tracks: readonly TrackLine[], lines: readonly GradedLine[]): Progress[] {
  const blocks = allBlocks(module);
  const runs = new Map(blocks.flatMap((block) => ('nodes' in block ? [[block.id, block] as const] : [])));
  const graded = new Set(
    lines
      .filter(({ kind, block, response }) => {
        const run = runs.get(block);
        return kind === 'answer' && (run === undefined || walkPath(run, readList(response))?.isOver === true);
      })
      .map(({ attemptId, block }) => `${attemptId} ${block}`),
  );
  return tracks.map(({ attemptId, completion, suspendData }) => {
    const state = decodeState(module, suspendData, module.language);
    const done = blocks
      .filter(isRequired)
      .filter((block) => (isGraded(block) ? graded.has(`${attemptId} ${block.id}`) : isDone(block, state)))
      .map(({ id }) => id);
    const seen = state.seen.map((id) => `section:${id}`);
    return { done: new Set([...seen, ...done]), isComplete: completion === 'completed' };
  });
}
