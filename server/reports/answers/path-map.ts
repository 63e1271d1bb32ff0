import { isEnding, runScenario, type ScenarioBlock } from '../../standards/module/index.ts';

/** A way that runs took, and how many of them. */
export interface TakenPath {
  /** Choices from the start. */
  readonly choices: readonly string[];
  readonly runs: number;
}

/** A choice at a node, and where it led; one choice may lead to several nodes by what was done before. */
export interface PathEdge {
  readonly from: string;
  readonly choice: string;
  readonly to: string;
  /** Runs that took it at least once. */
  readonly runs: number;
}

/** Where runs went: shares are of those in {@link runs}. */
export interface PathMap {
  readonly runs: number;
  /** Nodes that were reached, and by how many runs; `stopped` went no further and had not ended. */
  readonly nodes: readonly { readonly node: string; readonly runs: number; readonly stopped: number }[];
  readonly edges: readonly PathEdge[];
}

/** Counts runs on nodes and edges; a path that the scenario does not have is left out. */
export function mapPaths(block: ScenarioBlock, paths: readonly TakenPath[]): PathMap {
  const nodes = new Map<string, { runs: number; stopped: number }>();
  const edges = new Map<string, PathEdge>();
  let total = 0;
  for (const { choices, runs } of paths) {
    const walked = walkPath(block, choices);
    if (walked === null) continue;
    total += runs;
    for (const node of new Set(walked.nodes)) {
      const known = nodes.get(node) ?? { runs: 0, stopped: 0 };
      nodes.set(node, { ...known, runs: known.runs + runs });
    }
    const last = walked.nodes.at(-1);
    const stand = last === undefined ? undefined : nodes.get(last);
    if (last !== undefined && stand !== undefined && !walked.isOver) {
      nodes.set(last, { ...stand, stopped: stand.stopped + runs });
    }
    for (const edge of new Map(walked.edges.map((one) => [edgeKey(one), one])).values()) {
      const known = edges.get(edgeKey(edge))?.runs ?? 0;
      edges.set(edgeKey(edge), { ...edge, runs: known + runs });
    }
  }
  const order = Object.keys(block.nodes);
  const place = (node: string): number => order.indexOf(node);
  return {
    runs: total,
    nodes: [...nodes]
      .map(([node, counts]) => ({ node, ...counts }))
      .toSorted((one, other) => place(one.node) - place(other.node)),
    edges: [...edges.values()].toSorted(
      (one, other) =>
        place(one.from) - place(other.from) || other.runs - one.runs || (one.choice < other.choice ? -1 : 1),
    ),
  };
}

/** Nodes in the order in which a run came to them, and the edges between; null where the scenario has no such path. */
export function walkPath(
  block: ScenarioBlock,
  choices: readonly string[],
): { readonly nodes: string[]; readonly edges: Omit<PathEdge, 'runs'>[]; readonly isOver: boolean } | null {
  const run = runScenario(block, choices);
  if (run === null) return null;
  const nodes = [...run.steps.map(({ node }) => node), run.node];
  const edges = run.steps.map(({ node: from, choice }, at) => ({ from, choice, to: nodes[at + 1] ?? run.node }));
  const end = block.nodes[run.node];
  return { nodes, edges, isOver: end !== undefined && isEnding(end) };
}

/** What tells one edge from another. */
export function edgeKey({ from, choice, to }: Omit<PathEdge, 'runs'>): string {
  return `${from}.${choice}>${to}`;
}
