import { Graph, layout } from '@dagrejs/dagre';

/** A node as it is drawn. */
export interface DrawnNode {
  readonly id: string;
  readonly lines: readonly string[];
  readonly count: string;
  readonly tone: string;
}

/** An edge as it is drawn; `share` is of all runs, 0-1. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly key: string;
  readonly label: string;
  readonly share: number;
  readonly tone: string;
}

const [WIDTH, HEIGHT, LINE, MARGIN] = [168, 58, 15, 12];
const [LABEL_WIDTH, LABEL_HEIGHT] = [74, 20];

/** Where everything of a map lies, top to bottom, in pixels; edges are as thick as their share. */
export function pathPicture(nodes: readonly DrawnNode[], edges: readonly DrawnEdge[]) {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 64, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { width: WIDTH, height: HEIGHT });
  for (const { from, to, key } of edges) {
    graph.setEdge(from, to, { width: LABEL_WIDTH, height: LABEL_HEIGHT, labelpos: 'c' }, key);
  }
  layout(graph);
  const size = graph.graph();
  return {
    width: round(size.width ?? 0),
    height: round(size.height ?? 0),
    nodes: nodes.map(({ id, lines, count, tone }) => {
      const { x, y } = placeOf(graph.node(id));
      const top = y - HEIGHT / 2;
      const shown = lines.slice(0, 2).map((text, at) => ({ text, x: round(x), y: round(top + 20 + at * LINE) }));
      const countY = round(top + HEIGHT - 8);
      return { x: round(x - WIDTH / 2), y: round(top), middle: round(x), lines: shown, count, countY, tone };
    }),
    edges: edges.map(({ from, to, key, label, share, tone }) => {
      const { points, x, y } = placeOf(graph.edge({ v: from, w: to, name: key }));
      return {
        path: points.map((at, index) => `${index === 0 ? 'M' : 'L'}${round(at.x)} ${round(at.y)}`).join(' '),
        thickness: round(1.5 + 8 * share),
        x: round(x),
        y: round(y + 4),
        boxX: round(x - LABEL_WIDTH / 2),
        boxY: round(y - LABEL_HEIGHT / 2),
        label,
        tone,
      };
    }),
    nodeWidth: WIDTH,
    nodeHeight: HEIGHT,
    labelWidth: LABEL_WIDTH,
    labelHeight: LABEL_HEIGHT,
  };
}

interface Place {
  readonly x?: number;
  readonly y?: number;
  readonly points?: readonly { readonly x: number; readonly y: number }[];
}

function placeOf({ x = 0, y = 0, points = [] }: Place): Required<Place> {
  return { x, y, points };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Text in lines of at most `most` characters, two of them, the second cut where more would follow. */
export function twoLines(text: string, most = 24): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const [first = '', second] = lines;
  if (second === undefined) return [cut(first, most)];
  return [cut(first, most), lines.length > 2 ? `${cut(second, most - 1)}…` : cut(second, most)];
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
