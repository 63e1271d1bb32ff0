import { isEnding, type EndingKind, type ScenarioBlock } from '../../standards/module/index.ts';
import { countWords, momentWords, type Now } from '../time-words.ts';
import { answerHead, percentWords, queryOf } from './answer-head-view.ts';
import { FEWEST } from './item-analysis.ts';
import { edgeKey, type PathEdge, type PathMap } from './path-map.ts';
import { pathPicture, twoLines } from './path-picture.ts';
import type { GradedScenario } from './path-service.ts';
import { RUNS_PAGE, type RunLine } from './path-store.ts';
import { choiceWords, type Replay } from './replay-run.ts';
import type { TakenCourse } from './taken-course.ts';

const ENDS: Readonly<Record<EndingKind, string>> = {
  best: 'Best ending',
  good: 'Good ending',
  fair: 'Fair ending',
  poor: 'Poor ending',
};

/** Scenarios and dialogues of a version with how many ran them. */
export function pathsView(
  course: TakenCourse,
  scenarios: readonly GradedScenario[],
  counts: ReadonlyMap<string, number>,
) {
  const version = course.chosen?.number ?? null;
  return {
    ...answerHead(course, 'paths', null),
    rows: scenarios.map(({ part, block }) => ({
      title: titleOf(block),
      part: part.title,
      kind: block.type === 'dialogue' ? 'Dialogue' : 'Scenario',
      people: countWords(counts.get(`${part.id} ${block.id}`) ?? 0, 'person', 'people'),
      href: `/courses/${course.courseId}/results/path${queryOf({ version, part: part.id, block: block.id })}`,
    })),
  };
}

/** The map of one scenario as a picture and as a table, and the runs of one of its edges. */
export function pathView(
  { courseId, title }: TakenCourse,
  { part, block, key }: GradedScenario,
  found: {
    readonly version: number;
    readonly map: PathMap;
    readonly edge: PathEdge | null;
    readonly runs: readonly RunLine[];
    readonly total: number;
    readonly page: number;
  },
  time: Now,
) {
  const { version, map, edge, runs, total, page } = found;
  const query = { version, part: part.id, block: block.id };
  const path = `/courses/${courseId}/results/path`;
  const pointsOf = ({ from, choice }: PathEdge): number => key.choices[`${from}.${choice}`]?.points ?? 0;
  const chosenEdge = edge === null ? null : edgeKey(edge);
  return {
    courseId,
    title,
    backHref: `/courses/${courseId}/results/paths${queryOf({ version })}`,
    name: titleOf(block),
    line: `${part.title}. Version ${version}, ${countWords(map.runs, 'person', 'people')}; the first run of each counts`,
    hasRuns: map.runs > 0,
    few: map.runs < FEWEST ? `Shares say little below five people; ${map.runs} so far.` : null,
    picture: pathPicture(
      map.nodes.map(({ node, runs: count }) => ({
        id: node,
        lines: twoLines(nodeTitle(block, node)),
        count: `${count} of ${map.runs}`,
        tone: key.ends[node]?.end ?? 'node',
      })),
      map.edges.map((one) => ({
        ...one,
        key: edgeKey(one),
        label: `${one.runs} · ${percentWords(one.runs / map.runs)}`,
        share: one.runs / map.runs,
        tone: pointsOf(one) < 0 ? 'bad' : 'fine',
      })),
    ),
    pictureWords: `Map of ${titleOf(block)}: the table below tells the same in words.`,
    rows: map.edges.map((one) => ({
      from: nodeTitle(block, one.from),
      choice: wordsOf(block, one),
      to: nodeTitle(block, one.to),
      points: signed(pointsOf(one)),
      people: `${one.runs} of ${map.runs}`,
      share: percentWords(one.runs / map.runs),
      width: Math.round((100 * one.runs) / map.runs),
      isBad: pointsOf(one) < 0,
      isChosen: edgeKey(one) === chosenEdge,
      href: `${path}${queryOf({ ...query, edge: edgeKey(one) })}#runs`,
    })),
    ends: map.nodes
      .filter(({ node, stopped }) => key.ends[node] !== undefined || stopped > 0)
      .map(({ node, runs: count, stopped }) => ({
        title: nodeTitle(block, node),
        kind: key.ends[node] === undefined ? 'Stopped here' : ENDS[key.ends[node].end],
        people: String(key.ends[node] === undefined ? stopped : count),
      })),
    edgeWords: edge === null ? null : `${nodeTitle(block, edge.from)}: ${wordsOf(block, edge)}`,
    allHref: `${path}${queryOf(query)}#runs`,
    runs: runs.map(({ attemptId, personName, at }) => ({
      name: personName,
      at: momentWords(at, time),
      href: `/attempts/${attemptId}/run${queryOf({ part: part.id, block: block.id })}`,
    })),
    total: countWords(total, 'run'),
    pager: pagerOf(total, page, (to) => `${path}${queryOf({ ...query, edge: chosenEdge, page: to })}#runs`),
  };
}

/** One run told again. */
export function runView(
  { id: courseId, title }: { readonly id: string; readonly title: string },
  { part, block }: GradedScenario,
  { personName, at }: RunLine,
  { steps, points, max, ending }: Replay,
  time: Now,
) {
  return {
    courseId,
    title,
    name: titleOf(block),
    line: `${personName}, ${momentWords(at, time)}. ${points} of ${max} points`,
    backHref: `/courses/${courseId}/results/path${queryOf({ part: part.id, block: block.id })}`,
    steps: steps.map(({ choices, ...step }, index) => ({
      ...step,
      number: index + 1,
      choices: choices.map(({ words, points: worth, isTaken, isBest }) => ({
        words,
        points: signed(worth),
        isTaken,
        isBest,
        isMissed: isBest && !choices.some((one) => one.isTaken && one.isBest),
      })),
    })),
    ending: ending && { ...ending, words: ENDS[ending.kind], passed: ending.isPassed ? 'Passed' : 'Not passed' },
  };
}

function pagerOf(total: number, page: number, hrefOf: (page: number) => string) {
  const pages = Math.max(1, Math.ceil(total / RUNS_PAGE));
  return {
    words: `Page ${Math.min(page, pages)} of ${pages}`,
    isNeeded: pages > 1,
    previous: page > 1 ? hrefOf(page - 1) : null,
    next: page < pages ? hrefOf(page + 1) : null,
  };
}

function titleOf({ title, type }: ScenarioBlock): string {
  return title || (type === 'dialogue' ? 'Dialogue' : 'Scenario');
}

function nodeTitle(block: ScenarioBlock, name: string): string {
  return block.nodes[name]?.title || name;
}

function wordsOf(block: ScenarioBlock, { from, choice: id }: PathEdge): string {
  const node = block.nodes[from];
  const choice = node === undefined || isEnding(node) ? undefined : node.choices.find((one) => one.id === id);
  return choice === undefined ? id : choiceWords(choice);
}

/** `+2`, `0`, `−1` */
function signed(value: number): string {
  return value === 0 ? '0' : value > 0 ? `+${value}` : `−${-value}`;
}
