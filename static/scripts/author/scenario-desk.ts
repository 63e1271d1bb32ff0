import type { DraftEdit, EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import { isSourceList, isSourceMap } from '../../../server/standards/module/apply-edits.ts';
import type { ScenarioSource } from '../../../server/standards/module/scenario-schema.ts';
import {
  choicePath,
  nodePath,
  writeField,
  type ScenarioHolder,
} from '../../../server/standards/module/scenario/edit-scenario.ts';
import { looseScenario } from '../../../server/standards/module/scenario/loose-scenario.ts';
import type { DraftPen } from './draft-pen.ts';

type DecisionNode = Extract<ScenarioSource['nodes'][string], { choices: unknown }>;
type Field = readonly [key: string, value: SourceValue | undefined];

/** One scenario of a draft while it is written: what it says now, and the ways to change it. */
export class ScenarioDesk {
  /** Where the scenario stands in its file. */
  readonly at: EditPath;
  readonly #pen: DraftPen;
  readonly #parts: { readonly redraw: (focus: string) => void; readonly touched: () => void };
  /** Read once for each state of the file. */
  #read: { readonly from: SourceValue; readonly scenario: ScenarioSource } | null = null;

  constructor(pen: DraftPen, at: EditPath, parts: { redraw: (focus: string) => void; touched: () => void }) {
    this.#pen = pen;
    this.at = at;
    this.#parts = parts;
  }

  /** The scenario as it stands; null where somebody removed it. */
  get scenario(): ScenarioSource | null {
    const from = this.#pen.data;
    if (this.#read?.from !== from) {
      const scenario = looseScenario(this.#pen.at(this.at));
      this.#read = scenario === null ? null : { from, scenario };
    }
    return this.#read?.scenario ?? null;
  }

  /** Objectives of the module, for the choice of one. */
  get objectives(): { value: string; label: string }[] {
    const list = this.#pen.at(['objectives']);
    return (isSourceList(list) ? list : []).filter(isSourceMap).map(({ id, text }) => ({
      value: typeof id === 'string' ? id : '',
      label: typeof text === 'string' ? text : '',
    }));
  }

  node(name: string): EditPath {
    return nodePath(this.at, name);
  }

  choice(name: string, node: DecisionNode, index: number): EditPath {
    return choicePath(this.at, name, node.choices, index);
  }

  /** Whether the map at a place has a key. */
  has(at: EditPath, key: string): boolean {
    const holder = this.#pen.at(at);
    return isSourceMap(holder) && Object.hasOwn(holder, key);
  }

  /** Keeps what somebody types into one field; the page stays as it is, so that the key is not waited for. */
  type(kind: ScenarioHolder, at: EditPath, field: Field): void {
    this.#pen.write(writeField(kind, at, this.#pen.at(at), field));
    this.#parts.touched();
  }

  /** Keeps one field that changes what else the page shows. */
  set(kind: ScenarioHolder, at: EditPath, field: Field, focus: string): void {
    this.write(writeField(kind, at, this.#pen.at(at), field), focus);
  }

  /** Makes a change of any kind, draws the page anew, and puts the focus on a control. */
  write(edits: readonly DraftEdit[], focus: string): void {
    this.#pen.write(edits);
    this.#parts.redraw(focus);
    this.#parts.touched();
  }
}
