import { requireRole, type Actor } from '../../people/index.ts';
import { AppError, type Clock } from '../../platform/index.ts';
import { allBlocks, readList, type ScenarioBlock, type ScenarioKey } from '../../standards/module/index.ts';
import type { AnswersWanted, PathWanted, RunWanted } from './answer-input.ts';
import { edgeKey, mapPaths, walkPath } from './path-map.ts';
import type { PathStore } from './path-store.ts';
import { pathsView, pathView, runView } from './path-view.ts';
import { replayRun } from './replay-run.ts';
import { takenCourse, type AnswerSources, type PlayedPart } from './taken-course.ts';

/** A scenario of a part with what it is graded by. */
export interface GradedScenario {
  readonly part: Pick<PlayedPart, 'id' | 'title'>;
  readonly block: ScenarioBlock;
  readonly key: ScenarioKey;
}

/** Where people went in scenarios: a fixed number of statements, however many ran. */
export function createPathService(sources: AnswerSources & { readonly paths: PathStore; readonly clock: Clock }) {
  const { paths, clock } = sources;

  return {
    /** Every scenario of a version. Throws as `takenCourse` does. */
    async list(actor: Actor, courseId: string, wanted: AnswersWanted) {
      const course = await takenCourse(sources, actor, courseId, wanted.version);
      const { chosen } = course;
      const counts = chosen === null ? new Map<string, number>() : await paths.counts(null, chosen);
      return pathsView(course, (chosen?.parts ?? []).flatMap(scenariosOf), counts);
    },

    /** The map of one scenario, and the runs of one edge. Throws as `takenCourse` does, and `SCENARIO_NOT_FOUND` (404). */
    async map(actor: Actor, courseId: string, wanted: PathWanted) {
      const course = await takenCourse(sources, actor, courseId, wanted.version);
      const { chosen } = course;
      const part = chosen?.parts.find(({ id }) => id === wanted.part);
      const scenario = scenarioIn(part, wanted.block);
      if (chosen === null || scenario === null) throw scenarioNotFound();
      const of = { ...chosen, part: scenario.part.id, block: scenario.block.id };
      const ways = await paths.ways(null, of);
      const { block } = scenario;
      const map = mapPaths(
        block,
        ways.map(({ response, runs }) => ({ choices: readList(response), runs })),
      );
      const edge = map.edges.find((one) => edgeKey(one) === wanted.edge) ?? null;
      const walks = ways.map((way) => ({ ...way, walked: walkPath(block, readList(way.response)) }));
      const through = walks.filter(
        ({ walked }) =>
          walked !== null && (edge === null || walked.edges.some((one) => edgeKey(one) === edgeKey(edge))),
      );
      const total = through.reduce((sum, { runs }) => sum + runs, 0);
      const runs = await paths.runs(null, { ...of, through, page: wanted.page });
      return pathView(
        course,
        scenario,
        { version: chosen.number, map, edge, runs, total, page: wanted.page },
        timeOf(actor),
      );
    },

    /**
     * One run, decision by decision, by the version that it was made with. Throws AppError `NOT_ALLOWED` (403),
     * `ATTEMPT_NOT_FOUND`, `SCENARIO_NOT_FOUND` (404).
     */
    async replay(actor: Actor, attemptId: string, { part: partId, block: blockId }: RunWanted) {
      requireRole(actor, 'instructor', 'supervisor', 'administrator');
      const { agencyId } = actor;
      const run = await paths.run(null, { agencyId, attemptId, part: partId, block: blockId });
      if (run === null) {
        throw new AppError('ATTEMPT_NOT_FOUND', 404, 'There is no such run in your agency.');
      }
      const { courseId, versionId, response } = run;
      const course = await sources.courseFor(actor, courseId);
      const languages = (await sources.answersOf(null, versionId))?.[partId];
      const answers = Object.values(languages ?? {})[0] ?? null;
      const scenario = scenarioIn({ id: partId, title: answers?.module.title ?? '', answers }, blockId);
      const replay = scenario && replayRun(scenario.block, scenario.key, readList(response));
      if (scenario === null || replay === null) throw scenarioNotFound();
      return runView(course, scenario, run, replay, timeOf(actor));
    },
  };

  function timeOf({ timeZone }: Actor) {
    return { now: clock.now(), timeZone };
  }
}

/** See `createPathService`. */
export type PathService = ReturnType<typeof createPathService>;

function scenariosOf(part: PlayedPart): GradedScenario[] {
  const { answers } = part;
  if (answers === null) return [];
  return allBlocks(answers.module).flatMap((block) => {
    const key = answers.key.blocks[block.id];
    return 'nodes' in block && key?.type === 'scenario' ? [{ part, block, key }] : [];
  });
}

function scenarioIn(part: PlayedPart | undefined, block: string): GradedScenario | null {
  return (part === undefined ? [] : scenariosOf(part)).find((one) => one.block.id === block) ?? null;
}

function scenarioNotFound(): AppError {
  return new AppError('SCENARIO_NOT_FOUND', 404, 'This version of the course has no such scenario.', {
    help: 'Choose one of the list of paths.',
  });
}
