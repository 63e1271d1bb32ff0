import type { ScenarioSource } from '../../../server/standards/module/scenario-schema.ts';
import type { ScenarioCheck } from '../../../server/standards/module/scenario/check-scenario.ts';
import { addNode, newNodeName } from '../../../server/standards/module/scenario/edit-scenario.ts';
import { scenarioGraph } from '../../../server/standards/module/scenario/scenario-graph.ts';
import { h } from '../module/dom.ts';
import { focusKey, lineField, selectField } from './form-parts.ts';
import { nodeForm } from './node-form.ts';
import { scenarioForm } from './scenario-form.ts';
import type { ScenarioDesk } from './scenario-desk.ts';

const ENDINGS = ['best', 'good', 'fair', 'poor'] as const;

const KINDS = [
  { value: 'moment', label: 'A moment with choices' },
  { value: 'best', label: 'Ending: best' },
  { value: 'good', label: 'Ending: good' },
  { value: 'fair', label: 'Ending: fair' },
  { value: 'poor', label: 'Ending: poor' },
];

/** All nodes of a scenario, one below the other; the one that is open shows its form. */
export class ScenarioList {
  readonly #root: HTMLElement;
  readonly #desk: ScenarioDesk;
  /** Address at which an officer's run from a node is played. */
  readonly #playAt: (node: string) => string;
  #open: string;
  #kind = 'moment';
  /** What the checker said last. */
  #check: ScenarioCheck | null = null;

  constructor(root: HTMLElement, desk: ScenarioDesk, options: { open: string; playAt: (node: string) => string }) {
    this.#root = root;
    this.#desk = desk;
    this.#open = options.open;
    this.#playAt = options.playAt;
  }

  /** Draws everything anew and puts the focus on a control; '' leaves it alone. */
  draw(focus = ''): void {
    const { scenario } = this.#desk;
    if (scenario === null) {
      this.#root.replaceChildren(h('p', { class: 'note warn' }, 'Somebody has removed this scenario from its module.'));
      return;
    }
    const notes = new Map(scenarioGraph(scenario).nodes.map(({ name, note }) => [name, note]));
    const entries = Object.entries(scenario.nodes).map(([name, node]) =>
      this.#entry(name, node, notes.get(name) ?? '', scenario),
    );
    this.#root.replaceChildren(
      scenarioForm(this.#desk, scenario),
      entries.length === 0
        ? h(
            'p',
            { class: 'hint' },
            'No node yet. Add the moments first, then write their choices: each choice leads to another node.',
          )
        : h('ol', { class: 'nodes' }, ...entries),
      this.#newNode(scenario),
    );
    if (this.#check !== null) this.mark(this.#check);
    if (focus !== '') focusKey(this.#root, focus);
  }

  /** Opens a node, closes the one that was open. */
  open(name: string, focus = 'title'): void {
    this.#open = name;
    this.draw(focus);
    this.#root.querySelector('.node-form')?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  /** Says beside each node what is wrong with it, and its title as it is now. */
  mark(check: ScenarioCheck): void {
    this.#check = check;
    const { scenario } = this.#desk;
    for (const entry of this.#root.querySelectorAll<HTMLElement>('[data-node]')) {
      const name = entry.dataset['node'] ?? '';
      const count = check.faults.filter(({ node }) => node === name).length;
      const place = entry.querySelector<HTMLElement>('.faults');
      if (place !== null) {
        place.textContent = count === 0 ? '' : `${count} to mend`;
        place.hidden = count === 0;
      }
      const title = entry.querySelector('.node-title');
      if (title !== null) title.textContent = scenario?.nodes[name]?.title || name;
    }
  }

  #entry(name: string, node: ScenarioSource['nodes'][string], note: string, scenario: ScenarioSource): HTMLElement {
    const isOpen = name === this.#open;
    const id = `form-of-${name}`;
    const toggle = h(
      'button',
      {
        type: 'button',
        class: 'node-head',
        'aria-expanded': String(isOpen),
        'aria-controls': isOpen ? id : null,
        'data-key': `node.${name}`,
      },
      h('span', { class: 'node-title' }, node.title || name),
      h('small', {}, name === scenario.start ? `Start. ${note}` : note),
      h('span', { class: 'chip late faults', hidden: true }),
    );
    toggle.addEventListener('click', () => {
      if (isOpen) {
        this.#open = '';
        this.draw(`node.${name}`);
      } else this.open(name);
    });
    const play = h(
      'a',
      { class: 'btn quiet', href: this.#playAt(name), 'data-play': true },
      'Play from here',
      h('span', { class: 'vh' }, `: ${node.title || name}`),
    );
    const kind = 'end' in node ? node.end : 'decision';
    const form = { desk: this.#desk, name, open: (to: string, focus: string) => this.open(to, focus) };
    return h(
      'li',
      { class: `node-entry ${kind}`, 'data-node': name, id: `node-${name}` },
      h('div', { class: 'node-row' }, h('h3', {}, toggle), 'end' in node ? null : play),
      isOpen ? h('div', { id }, nodeForm(form, node)) : null,
    );
  }

  #newNode(scenario: ScenarioSource): HTMLElement {
    let title = '';
    const add = (): void => {
      const end = ENDINGS.find((kind) => kind === this.#kind) ?? null;
      const name = newNodeName(title, Object.keys(scenario.nodes));
      this.#desk.write(addNode(this.#desk.at, scenario, { name, title: title.trim(), end }), 'new-title');
    };
    const fields = h(
      'form',
      { class: 'beside' },
      lineField({ key: 'new-title', label: 'Title of the new node' }, '', (value) => (title = value)),
      selectField({ key: 'new-kind', label: 'Kind' }, this.#kind, KINDS, (value) => (this.#kind = value)),
      h('button', { type: 'submit', class: 'btn line', 'data-key': 'add-node' }, 'Add the node'),
    );
    fields.addEventListener('submit', (event) => {
      event.preventDefault();
      add();
    });
    return h(
      'section',
      { class: 'card new-node', 'aria-labelledby': 'new-node' },
      h('header', {}, h('h2', { id: 'new-node' }, 'New node')),
      h('div', { class: 'in' }, fields),
    );
  }
}
