import { looseScenario } from '../../../server/standards/module/scenario/loose-scenario.ts';
import { placeGraph } from '../../../server/standards/module/scenario/place-graph.ts';
import { scenarioGraph } from '../../../server/standards/module/scenario/scenario-graph.ts';
import { h } from '../module/dom.ts';
import { dagreLayout } from './dagre-layout.ts';
import { drawMap } from './draw-map.ts';
import { openMapFrame } from './map-frame.ts';
import { element, pageData } from './own-data.ts';

/** More is no map that a person can read, and takes the layout seconds. */
const MOST_NODES = 150;

/** What the server wrote into the page. */
interface PageData {
  /** Address of the list of this scenario. */
  readonly page: string;
  readonly block: unknown;
  /** Node that was chosen before; '' for none. */
  readonly node: string;
}

function main(): void {
  const { page, block, node: chosen } = pageData<PageData>('scenario-data');
  const frame = element('map');
  const scenario = looseScenario(block);
  if (scenario === null) return;
  const graph = scenarioGraph(scenario);
  if (graph.nodes.length > MOST_NODES) {
    frame.replaceChildren(
      h(
        'p',
        { class: 'hint' },
        `There are ${graph.nodes.length} nodes: too many for a map. The table says where each leads.`,
      ),
    );
    return;
  }
  performance.mark('map-begins');
  const placed = placeGraph(graph, dagreLayout);
  const map = drawMap(placed, chosen, (node) => `${page}?node=${encodeURIComponent(node)}#node-${node}`);
  const size = element('map-size');
  openMapFrame(frame, map, element('map-buttons'), (words) => (size.textContent = words));
  map.querySelector('.chosen')?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  // Told when it is painted; benches read it.
  requestAnimationFrame(() => setTimeout(() => performance.measure('map', 'map-begins')));
}

main();
