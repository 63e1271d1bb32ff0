import type { ScenarioSource } from '../../../server/standards/module/scenario-schema.ts';
import type { ScenarioCheck } from '../../../server/standards/module/scenario/check-scenario.ts';
import { addNode, moveNode, newNodeName } from '../../../server/standards/module/scenario/edit-scenario.ts';
import { scenarioGraph } from '../../../server/standards/module/scenario/scenario-graph.ts';
import { h } from '../module/dom.ts';
import { focusKey, lineField, selectField } from './form-parts.ts';
import { nodeForm } from './node-form.ts';
import { DRAGGED, takesDrops } from './outline-view.ts';
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

interface ListParts {
  /** Node that is open; '' for none. */
  readonly open: string;
  /** Address at which an officer's run from a node is played. */
  readonly playAt: (node: string) => string;
  readonly opened: (node: string) => void;
  readonly announce: (words: string) => void;
}

/** All nodes of a scenario, one below the other; the one that is open shows its form. */
export class ScenarioList {
  readonly #root: HTMLElement;
  readonly #desk: ScenarioDesk;
  readonly #parts: ListParts;
  #open: string;
  #kind = 'moment';
  #newTitle = '';
  /** Node that was open when the list was drawn last. */
  #drawn: string | null = null;
  /** What the checker said last. */
  #check: ScenarioCheck | null = null;

  constructor(root: HTMLElement, desk: ScenarioDesk, parts: ListParts) {
    this.#root = root;
    this.#desk = desk;
    this.#open = parts.open;
    this.#parts = parts;
  }

  /** Draws everything anew and puts the focus on a control, where it was in its text; '' leaves it alone. */
  draw(focus = ''): void {
    const { scenario } = this.#desk;
    const again = asItStands(this.#root, this.#drawn === this.#open);
    this.#drawn = this.#open;
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
    again.unfold();
    if (focus !== '' && focusKey(this.#root, focus)) again.select(focus);
  }

  /** Opens a node, closes the one that was open. */
  open(name: string, focus = 'title'): void {
    this.#open = name;
    this.#parts.opened(name);
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
        'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown',
        'data-key': `node.${name}`,
      },
      h('span', { class: 'node-title' }, node.title || name),
      h('small', {}, name === scenario.start ? `Start. ${note}` : note),
      h('span', { class: 'chip late faults', hidden: true }),
    );
    toggle.addEventListener('click', () => {
      if (isOpen) {
        this.#open = '';
        this.#parts.opened('');
        this.draw(`node.${name}`);
      } else this.open(name);
    });
    toggle.addEventListener('keydown', (event) => {
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
      if (!event.altKey || by === null) return;
      event.preventDefault();
      this.#move(name, by, `node.${name}`);
    });
    const handle = h('span', {
      class: 'handle',
      draggable: 'true',
      'aria-hidden': 'true',
      title: 'Drag to another place',
    });
    handle.addEventListener('dragstart', (event) => event.dataTransfer?.setData(DRAGGED, name));
    const play = h(
      'a',
      { class: 'btn quiet', href: this.#parts.playAt(name), 'data-play': true },
      'end' in node ? 'See this ending' : 'Play from here',
      h('span', { class: 'vh' }, `: ${node.title || name}`),
    );
    const kind = 'end' in node ? node.end : 'decision';
    const form = {
      desk: this.#desk,
      name,
      open: (to: string, focus: string) => this.open(to, focus),
      move: (by: -1 | 1, focus: string) => this.#move(name, by, focus),
    };
    const entry = h(
      'li',
      { class: `node-entry ${kind}`, 'data-node': name, id: `node-${name}` },
      h('div', { class: 'node-row' }, handle, h('h3', {}, toggle), play),
      isOpen ? h('div', { id }, nodeForm(form, node)) : null,
    );
    takesDrops(entry, (dropped) => this.#put(dropped, name, `node.${dropped}`));
    return entry;
  }

  /** Moves a node one place up or down in the list and in the file; ways and records do not ask for its place. */
  #move(name: string, by: -1 | 1, focus: string): void {
    const names = Object.keys(this.#desk.scenario?.nodes ?? {});
    const to = names.indexOf(name) + by;
    if (to < 0 || to >= names.length) {
      this.#parts.announce(by < 0 ? 'It stands first already.' : 'It stands last already.');
      return;
    }
    this.#put(name, names[by < 0 ? to : to + 1] ?? null, focus);
  }

  #put(name: string, before: string | null, focus: string): void {
    const { scenario } = this.#desk;
    if (scenario === null) return;
    const edits = moveNode(this.#desk.at, Object.keys(scenario.nodes), name, before);
    if (edits.length === 0) return;
    this.#desk.write(edits, focus);
    const place = Object.keys(this.#desk.scenario?.nodes ?? {}).indexOf(name) + 1;
    this.#parts.announce(`“${scenario.nodes[name]?.title || name}” stands at place ${place} now.`);
  }

  #newNode(scenario: ScenarioSource): HTMLElement {
    const add = (): void => {
      const title = this.#newTitle;
      this.#newTitle = '';
      const end = ENDINGS.find((kind) => kind === this.#kind) ?? null;
      const name = newNodeName(title, Object.keys(scenario.nodes));
      this.#desk.write(addNode(this.#desk.at, scenario, { name, title: title.trim(), end }), 'new-title');
    };
    const fields = h(
      'form',
      { class: 'beside' },
      lineField(
        { key: 'new-title', label: 'Title of the new node' },
        this.#newTitle,
        (value) => (this.#newTitle = value),
      ),
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

const wordsOf = (fold: Element): string => fold.querySelector('summary')?.textContent ?? '';

/** What a list that is drawn anew takes over from the one before: what is unfolded, and the cursor in a text. */
function asItStands(root: HTMLElement, isSameNode: boolean): { unfold: () => void; select: (key: string) => void } {
  const folds = new Map([...root.querySelectorAll('details')].map((fold) => [wordsOf(fold), fold.open]));
  const active = document.activeElement;
  const isText =
    active instanceof HTMLTextAreaElement || (active instanceof HTMLInputElement && active.type === 'text');
  const cursor = isText ? { key: active.dataset['key'], at: [active.selectionStart, active.selectionEnd] } : null;
  return {
    unfold() {
      if (!isSameNode) return;
      for (const fold of root.querySelectorAll('details')) fold.open = folds.get(wordsOf(fold)) ?? fold.open;
    },
    select(key) {
      const now = document.activeElement;
      const takes = now instanceof HTMLTextAreaElement || (now instanceof HTMLInputElement && now.type === 'text');
      if (takes && cursor !== null && cursor.key === key)
        now.setSelectionRange(cursor.at[0] ?? null, cursor.at[1] ?? null);
    },
  };
}
