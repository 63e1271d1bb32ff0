import type { EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { isSamePlace } from '../../../server/standards/module/draft-edit.ts';
import { valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import { checkScenario } from '../../../server/standards/module/scenario/check-scenario.ts';
import { looseScenario } from '../../../server/standards/module/scenario/loose-scenario.ts';
import { sayScenarioPlace, sayScenarioValue } from '../../../server/standards/module/scenario/say-scenario.ts';
import { bothOf, said } from './clash-dialog.ts';
import type { Clash } from './draft-copy.ts';
import type { DraftSession, SessionData, SessionView } from './draft-session.ts';
import { keyInFocus } from './form-parts.ts';
import { blockName, blocksOf, changedBlocks, outlineOf } from './module-outline.ts';
import { element } from './own-data.ts';
import { presenceIn } from './presence-line.ts';
import { bothInScenario } from './scenario-clash.ts';
import { ScenarioChecks } from './scenario-checks.ts';
import { ScenarioDesk } from './scenario-desk.ts';
import { ScenarioList } from './scenario-list.ts';
import { keepChosen } from './scenario-links.ts';
import type { Present } from './server-calls.ts';

/** Quiet time after a key before the checker looks again, ms. */
const CHECK_MS = 300;

/** What the server wrote into the page of a scenario's list. */
export interface ScenarioData extends SessionData {
  /** Where the scenario stands in the file. */
  readonly at: EditPath;
  /** Node that is open; '' for none. */
  readonly node: string;
}

type Nodes = NonNullable<ScenarioDesk['scenario']>['nodes'];

/** A scenario on the screen: its list, what the checker says of it, and how its places are called. */
export class ScenarioRoom implements SessionView {
  readonly #session: DraftSession;
  readonly #data: ScenarioData;
  readonly #desk: ScenarioDesk;
  readonly #list: ScenarioList;
  readonly #checks: ScenarioChecks;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: DraftSession, data: ScenarioData) {
    this.#session = session;
    this.#data = data;
    this.#desk = new ScenarioDesk(session.copy, data.at, {
      redraw: (focus) => this.#list.draw(focus),
      touched: () => {
        session.queue.touch();
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#check(), CHECK_MS);
      },
      gone: () => {
        this.draw();
        session.announce('That place is not there any more: somebody else has changed the scenario.');
      },
    });
    this.#list = new ScenarioList(element('scenario'), this.#desk, {
      open: data.node,
      playAt: (node) => `${data.page}?play=${encodeURIComponent(node)}`,
      opened: (node) => {
        session.copy.endTyping();
        keepChosen(node);
      },
      announce: session.announce,
    });
    this.#checks = new ScenarioChecks(element('checks'), (node) => this.#list.open(node));
    this.draw();
  }

  draw(): void {
    this.#list.draw(keyInFocus());
    this.#check();
  }

  reveal(place: EditPath | undefined): void {
    const name = place?.slice(this.#data.at.length)[1];
    if (typeof name === 'string' && this.#nodes[name] !== undefined) this.#list.open(name, '');
    else this.#list.draw();
    this.#check();
  }

  placeName(at: EditPath): string {
    if (this.#isHere(at)) return sayScenarioPlace(at.slice(this.#data.at.length), this.#nodes);
    const block = blocksOf(outlineOf(this.#session.copy.data)).find(
      (one) => at.length >= one.at.length && isSamePlace(one.at, at),
    );
    return block === undefined ? 'Another part of the module' : `The block “${blockName(block)}”`;
  }

  said(at: EditPath, value: SourceValue | undefined): string {
    if (value === undefined || value === '' || !this.#isHere(at)) return said(value);
    return sayScenarioValue(at.slice(this.#data.at.length), value, this.#nodes);
  }

  bothOf(clash: Clash): ReturnType<typeof bothOf> {
    if (!this.#isHere(clash.at)) return bothOf(clash);
    return bothInScenario(clash, this.#data.at, Object.keys(this.#nodes));
  }

  changedSince(before: SourceValue): readonly string[] {
    const was = looseScenario(valueAtPlace(before, this.#data.at))?.nodes ?? {};
    const nodes = this.#nodes;
    const isOther = (name: string): boolean => JSON.stringify(was[name]) !== JSON.stringify(nodes[name]);
    const names = [...new Set([...Object.keys(was), ...Object.keys(nodes)])].filter(isOther);
    const titles = names.map((name) => `“${(nodes[name] ?? was[name])?.title || name}”`);
    return titles.length > 0 ? titles : changedBlocks(before, this.#session.copy.data);
  }

  where(): string | null {
    const step = this.#data.at.at(-1);
    return typeof step === 'object' ? step.id : null;
  }

  othersWords(others: readonly Present[]): string {
    return presenceIn(others, { path: this.#data.path, blockId: this.where(), what: 'scenario' });
  }

  get #nodes(): Nodes {
    return this.#desk.scenario?.nodes ?? {};
  }

  #isHere(at: EditPath): boolean {
    return at.length >= this.#data.at.length && isSamePlace(this.#data.at, at);
  }

  #check(): void {
    const { scenario } = this.#desk;
    if (scenario === null) return;
    const checked = checkScenario(scenario);
    this.#checks.draw(checked, scenario);
    this.#list.mark(checked);
  }
}
