import type { PlacedEdge, PlacedGraph, PlacedNode } from '../../../server/standards/module/scenario/place-graph.ts';

const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number | null>>;

/** Draws a placed map with the node that was chosen: every node is a real link, every way a line with its points. */
export function drawMap(
  { width, height, nodes, edges }: PlacedGraph,
  chosen: string,
  hrefOf: (node: string) => string,
): SVGSVGElement {
  const arrow = s(
    'marker',
    { id: 'map-arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto' },
    [s('path', { d: 'M0 0l8 4-8 4z', class: 'arrow' })],
  );
  const lines = edges.map((edge) =>
    s('path', { class: edge.condition === '' ? 'e' : 'e if', d: edge.line, 'marker-end': 'url(#map-arrow)' }),
  );
  return s(
    'svg',
    {
      class: 'graph',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'group',
      'aria-label': 'Map of the scenario',
    },
    [
      s('defs', {}, [arrow]),
      ...lines,
      ...edges.flatMap(label),
      ...nodes.map((node) => box(node, hrefOf(node.name), node.name === chosen)),
    ],
  );
}

function label({ label: points, condition, labelAt, labelWidth, words }: PlacedEdge): SVGElement[] {
  const said = [words, condition].filter((part) => part !== '').join(', ');
  return [
    s('rect', {
      class: 'elbg',
      x: labelAt.x - labelWidth / 2,
      y: labelAt.y - 10,
      width: labelWidth,
      height: 20,
      rx: 4,
    }),
    s('text', { class: 'el', x: labelAt.x, y: labelAt.y + 4, 'text-anchor': 'middle' }, [
      s('title', {}, [said]),
      condition === '' ? points : `${points} if`,
    ]),
  ];
}

function box(node: PlacedNode, href: string, isChosen: boolean): SVGElement {
  const { x, y, width, height, kind, isStart, short, title, note } = node;
  const kinds = kind === 'decision' ? 'node' : `node end ${kind}`;
  const said = isStart ? `Start. ${note}` : note;
  const parts = [
    s('title', {}, [title]),
    s('rect', { x, y, width, height, rx: 8 }),
    s('text', { x: x + 12, y: y + 27 }, [short]),
    s('text', { class: 'sub', x: x + 12, y: y + 47 }, [said]),
  ];
  const className = `${kinds}${isStart ? ' start' : ''}${isChosen ? ' chosen' : ''}`;
  // What nobody wrote has nothing to be opened.
  if (kind === 'missing') return s('g', { class: className }, parts);
  return s('a', { class: className, href, 'aria-current': isChosen ? 'true' : null }, parts);
}

function s<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  children: readonly (Node | string)[] = [],
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
