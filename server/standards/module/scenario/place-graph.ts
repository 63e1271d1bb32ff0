import type { GraphEdge, GraphNode, ScenarioGraph } from './scenario-graph.ts';

/** A point of the picture, in its own pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A node with its rectangle; `x` and `y` are its upper left corner. */
export interface PlacedNode extends GraphNode, Spot {
  readonly width: number;
  readonly height: number;
  /** The title as far as it fits. */
  readonly short: string;
}

/** A way with its line and the middle of its label. */
export interface PlacedEdge extends GraphEdge {
  /** Data of an SVG path. */
  readonly line: string;
  readonly labelAt: Spot;
  readonly labelWidth: number;
}

/** A map that only has to be drawn. */
export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** What a layout is given, and what it answers: `x` and `y` are middles. */
export interface LayoutAsked {
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly width: number;
    readonly height: number;
  }[];
}
export interface LayoutAnswer {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Spot>;
  readonly edges: ReadonlyMap<string, { readonly spots: readonly Spot[]; readonly label: Spot }>;
}

const NODE = { width: 208, height: 62 };
const LABEL_HEIGHT = 20;
/** Characters of a title that fit into a node. */
const TITLE_FITS = 24;
const MARGIN = 4;

/** Gives every node and way its place; the layout itself is handed in, because it comes from a package. */
export function placeGraph(graph: ScenarioGraph, layout: (asked: LayoutAsked) => LayoutAnswer): PlacedGraph {
  const answer = layout({
    nodes: graph.nodes.map(({ name }) => ({ id: name, ...NODE })),
    edges: graph.edges.map((edge) => ({
      id: edge.id,
      from: edge.from,
      to: edge.to,
      width: widthOf(edge),
      height: LABEL_HEIGHT,
    })),
  });
  const shift = ({ x, y }: Spot): Spot => ({ x: round(x + MARGIN), y: round(y + MARGIN) });
  return {
    width: Math.ceil(Math.max(0, answer.width)) + MARGIN * 2,
    height: Math.ceil(Math.max(0, answer.height)) + MARGIN * 2,
    nodes: graph.nodes.map((node) => {
      const middle = shift(answer.nodes.get(node.name) ?? { x: 0, y: 0 });
      const corner = { x: middle.x - NODE.width / 2, y: middle.y - NODE.height / 2 };
      return { ...node, ...corner, ...NODE, short: shorten(node.title) };
    }),
    edges: graph.edges.map((edge) => {
      const { spots, label } = answer.edges.get(edge.id) ?? { spots: [], label: { x: 0, y: 0 } };
      return { ...edge, line: lineThrough(spots.map(shift)), labelAt: shift(label), labelWidth: widthOf(edge) };
    }),
  };
}

function widthOf({ condition }: GraphEdge): number {
  return condition === '' ? 32 : 46;
}

/** A line that bends at the middles between its spots. */
function lineThrough(spots: readonly Spot[]): string {
  const [first, ...rest] = spots;
  const last = rest.pop();
  if (first === undefined || last === undefined) return '';
  const bends = rest.map((spot, index) => {
    const next = rest[index + 1] ?? last;
    const to = index === rest.length - 1 ? last : { x: round((spot.x + next.x) / 2), y: round((spot.y + next.y) / 2) };
    return `Q${spot.x} ${spot.y} ${to.x} ${to.y}`;
  });
  return [`M${first.x} ${first.y}`, ...(bends.length === 0 ? [`L${last.x} ${last.y}`] : bends)].join(' ');
}

function shorten(title: string): string {
  return title.length <= TITLE_FITS ? title : `${title.slice(0, TITLE_FITS - 1).trimEnd()}…`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
