import type { ScenarioSource } from '../../../server/standards/module/scenario-schema.ts';
import type { ScenarioCheck, ScenarioFault } from '../../../server/standards/module/scenario/check-scenario.ts';
import { sayFigures } from '../../../server/standards/module/scenario/say-figures.ts';
import { h } from '../module/dom.ts';
import { severityIcon } from './severity-icon.ts';

/** What the checker says, with a way to each node that it names; drawn anew only where it says something else. */
export class ScenarioChecks {
  readonly #root: HTMLElement;
  readonly #open: (node: string) => void;
  #said = '';

  constructor(root: HTMLElement, open: (node: string) => void) {
    this.#root = root;
    this.#open = open;
  }

  draw({ faults, figures }: ScenarioCheck, scenario: ScenarioSource): void {
    const lines = sayFigures(figures, scenario);
    const said = JSON.stringify([faults, lines]);
    if (said === this.#said) return;
    this.#said = said;
    const errors = faults.filter(({ severity }) => severity === 'error').length;
    const summary =
      faults.length === 0
        ? 'Nothing to mend.'
        : `${errors} to mend before publishing, ${faults.length - errors} to look at.`;
    this.#root.replaceChildren(
      h('p', { role: 'status', class: 'sum' }, summary),
      h('ul', { class: 'findings' }, ...faults.map((fault) => this.#entry(fault, scenario))),
      h(
        'dl',
        { class: 'pairs' },
        ...lines.map(([label, value]) => h('div', {}, h('dt', {}, label), h('dd', {}, value))),
      ),
    );
  }

  #entry({ severity, message, node, code }: ScenarioFault, scenario: ScenarioSource): HTMLElement {
    const isThere = Object.hasOwn(scenario.nodes, node);
    const link = isThere ? h('a', { href: `#node-${node}` }, scenario.nodes[node]?.title || node) : null;
    link?.addEventListener('click', (event) => {
      event.preventDefault();
      this.#open(node);
    });
    const words = h('div', {}, h('p', {}, message), link === null ? null : h('p', { class: 'where' }, link));
    return h('li', { class: severity, 'data-code': code }, severityIcon(severity), words);
  }
}
