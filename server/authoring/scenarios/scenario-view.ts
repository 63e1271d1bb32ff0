import { checkScenario, sayFigures, scenarioGraph, type GraphEdge } from '../../standards/module/index.ts';
import type { CompiledPlay } from './compile-play.ts';
import type { OpenScenario, OpenSource } from './scenario-service.ts';

/** Address of a scenario's page below the mount. */
export function scenarioPage(draftId: string, path: string, block: string): string {
  const module = path.replace(/^modules\/|\.yaml$/g, '');
  return `/author/drafts/${draftId}/modules/${module}/scenarios/${encodeURIComponent(block)}`;
}

/** Address of the source of a scenario, at one of its nodes, with the way back to it. */
export function sourcePage({ draftId, path, scenario, lineOf }: OpenScenario, node: string): string {
  const query = new URLSearchParams({ path, line: String(lineOf(node)), scenario: scenario.id, node });
  return `/author/drafts/${draftId}/source?${query.toString()}`;
}

/** Addresses of the three views of a scenario: each opens the node that was chosen in the one before. */
function waysOf(here: string, node: string) {
  const chosen = node === '' ? '' : `node=${encodeURIComponent(node)}`;
  return {
    list: chosen === '' ? here : `${here}?${chosen}`,
    map: `${here}?view=map${chosen && `&${chosen}`}`,
    source: `${here}?view=source${chosen && `&${chosen}`}`,
  };
}

interface Page {
  readonly base: string;
  /** Names, opaque, whose typing the browser keeps. */
  readonly owner: string;
}

/** Model of `authoring/scenario`: the list and the map, readable before any script. */
export function scenarioView(open: OpenScenario, query: { view: 'list' | 'map'; node: string }, page: Page) {
  const { draftId, draftTitle, moduleTitle, path, scenario, isRetired, at, block } = open;
  const here = scenarioPage(draftId, path, scenario.id);
  const { nodes, edges } = scenarioGraph(scenario);
  const { faults, figures } = checkScenario(scenario);
  const titleOf = (name: string): string => nodes.find((node) => node.name === name)?.title ?? name;
  const isMap = query.view === 'map';
  const way = ({ words, to, label, condition }: GraphEdge) => ({
    words: words === '' ? '(nothing yet)' : words,
    to,
    toTitle: titleOf(to),
    isThere: Object.hasOwn(scenario.nodes, to),
    points: label,
    condition,
  });
  return {
    id: draftId,
    draftTitle,
    moduleTitle,
    title: scenario.title === '' ? scenario.id : scenario.title,
    kind: scenario.type === 'dialogue' ? 'Dialogue' : 'Scenario',
    here,
    ways: waysOf(here, query.node),
    isMap,
    isRetired,
    nodes: nodes.map(({ name, title, note, isStart, kind }) => ({
      name,
      title,
      note: isStart ? `Start. ${note}` : note,
      mayPlay: kind !== 'missing',
      isEnding: kind !== 'decision',
      text: scenario.nodes[name]?.text ?? '',
      ways: edges.filter(({ from }) => from === name).map(way),
    })),
    rows: edges.map((edge) => ({ ...way(edge), from: edge.from, fromTitle: titleOf(edge.from) })),
    faults: faults.map(({ severity, message, node }) => ({
      severity,
      message,
      node: Object.hasOwn(scenario.nodes, node) ? node : '',
      nodeTitle: titleOf(node),
    })),
    figures: sayFigures(figures, scenario).map(([label, words]) => ({ label, words })),
    data: isMap
      ? { page: `${page.base}${here}`, block, node: query.node }
      : {
          owner: page.owner,
          draftId,
          draft: `${page.base}/author/drafts/${draftId}`,
          page: `${page.base}${here}`,
          path,
          file: open.file,
          revision: open.revision,
          isReadOnly: isRetired,
          at,
          node: query.node,
        },
  };
}

/** Model of `authoring/scenario-play`. */
export function playView(open: OpenScenario, node: string, { data, ways, isReached }: CompiledPlay) {
  const { draftId, path, scenario } = open;
  const here = scenarioPage(draftId, path, scenario.id);
  const play = `${here}?play=${encodeURIComponent(node)}`;
  return {
    title: scenario.title === '' ? scenario.id : scenario.title,
    nodeTitle: scenario.nodes[node]?.title || node,
    back: `${here}?node=${encodeURIComponent(node)}`,
    ways: ways.map(({ number, label, isCurrent }) => ({ href: `${play}&way=${number}`, label, isCurrent })),
    isReached,
    data,
  };
}

/** Model of `authoring/source`. */
export function sourceView(
  { draftId, draftTitle, path, text, isRetired }: OpenSource,
  { line, scenario, node }: { readonly line: number; readonly scenario: string; readonly node: string },
  page: Page,
) {
  return {
    id: draftId,
    draftTitle,
    path,
    text,
    isRetired,
    ways: scenario === '' ? null : waysOf(scenarioPage(draftId, path, scenario), node),
    data: {
      owner: page.owner,
      draftId,
      draft: `${page.base}/author/drafts/${draftId}`,
      path,
      line,
      isReadOnly: isRetired,
    },
  };
}
