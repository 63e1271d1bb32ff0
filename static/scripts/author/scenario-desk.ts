import {
  EditPlaceError,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../../server/standards/module/draft-edit.ts';
import { isSourceList, isSourceMap, valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import type { ScenarioSource } from '../../../server/standards/module/scenario-schema.ts';
import {
  choicePath,
  nodePath,
  writeField,
  type ScenarioHolder,
} from '../../../server/standards/module/scenario/edit-scenario.ts';
import { looseScenario } from '../../../server/standards/module/scenario/loose-scenario.ts';
import type { DraftCopy } from './draft-copy.ts';
import { fieldWrite } from './field-edits.ts';

type DecisionNode = Extract<ScenarioSource['nodes'][string], { choices: unknown }>;
type Field = readonly [key: string, value: SourceValue | undefined];

interface DeskParts {
  readonly redraw: (focus: string) => void;
  readonly touched: () => void;
  /** Somebody else has taken the place away. */
  readonly gone: () => void;
}

/** One scenario of a draft while it is written: what it says now, and the ways to change it. */
export class ScenarioDesk {
  /** Where the scenario stands in its file. */
  readonly at: EditPath;
  readonly #copy: DraftCopy;
  readonly #parts: DeskParts;
  /** Read once for each state of the file. */
  #read: { readonly from: SourceValue; readonly scenario: ScenarioSource } | null = null;

  constructor(copy: DraftCopy, at: EditPath, parts: DeskParts) {
    this.#copy = copy;
    this.at = at;
    this.#parts = parts;
  }

  /** The scenario as it stands; null where somebody removed it. */
  get scenario(): ScenarioSource | null {
    const from = this.#copy.data;
    if (this.#read?.from !== from) {
      const scenario = looseScenario(this.#valueAt(this.at));
      this.#read = scenario === null ? null : { from, scenario };
    }
    return this.#read?.scenario ?? null;
  }

  /** Objectives of the module, for the choice of one. */
  get objectives(): { value: string; label: string }[] {
    const list = this.#valueAt(['objectives']);
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
    const holder = this.#valueAt(at);
    return isSourceMap(holder) && Object.hasOwn(holder, key);
  }

  /** Keeps what somebody types into one field; the page stays as it is, so that the key is not waited for. */
  type(kind: ScenarioHolder, at: EditPath, [key, value]: Field): void {
    const holder = this.#valueAt(at);
    const [edit] = writeField(kind, at, holder, [key, value]);
    if (edit === undefined) return;
    const next = edit.op === 'set' ? edit.before : undefined;
    // The group around it may not be there yet.
    const write = holder === undefined ? fieldWrite(this.#copy.data, [...at, key], value) : { at: edit.at, value };
    if (write === null || !this.#tries(() => this.#copy.type(write.at, write.value, next))) return;
    this.#parts.touched();
  }

  /** Keeps one field that changes what else the page shows. */
  set(kind: ScenarioHolder, at: EditPath, field: Field, focus: string): void {
    this.write(writeField(kind, at, this.#valueAt(at), field), focus);
  }

  /** Makes a change of any kind, draws the page anew, and puts the focus on a control. */
  write(edits: readonly DraftEdit[], focus: string): void {
    if (edits.length > 0 && !this.#tries(() => this.#copy.edit(edits))) return;
    this.#parts.redraw(focus);
    this.#parts.touched();
  }

  #tries(change: () => void): boolean {
    try {
      change();
      return true;
    } catch (fault) {
      if (!(fault instanceof EditPlaceError)) throw fault;
      this.#parts.gone();
      return false;
    }
  }

  #valueAt(path: EditPath): SourceValue | undefined {
    return valueAtPlace(this.#copy.data, path);
  }
}
