import { sayEditPath, type DraftEdit, type EditPath } from '../../../server/standards/module/draft-edit.ts';
import { checkScenario } from '../../../server/standards/module/scenario/check-scenario.ts';
import { openDraftLine, type DraftFile } from './draft-line.ts';
import { DraftPen } from './draft-pen.ts';
import { act, keyInFocus } from './form-parts.ts';
import { element, pageData } from './own-data.ts';
import { askForLeft } from './left-offer.ts';
import { writesAt } from './draft-copy.ts';
import { asideNote, said } from './clash-dialog.ts';
import { pageShelf, shelfKey } from './page-shelf.ts';
import { SaveLine } from './save-line.ts';
import { ScenarioChecks } from './scenario-checks.ts';
import { ScenarioDesk } from './scenario-desk.ts';
import { ScenarioList } from './scenario-list.ts';

/** Quiet time after a key before the checker looks again, ms. */
const CHECK_MS = 300;

/** What the server wrote into the page. */
interface PageData {
  /** Opaque: whose unsent typing this browser keeps. */
  readonly owner: string;
  /** Address of the draft's page. */
  readonly draft: string;
  /** Address of this scenario's page. */
  readonly page: string;
  readonly path: string;
  /** Where the scenario stands in the file. */
  readonly at: EditPath;
  readonly node: string;
}

async function main(): Promise<void> {
  const data = pageData<PageData>('scenario-data');
  const line = openDraftLine(data.draft, data.path);
  const file: DraftFile = await line.read();
  const shelf = pageShelf(shelfKey(data), localStorage);
  const left = shelf.load();
  const texts = saidEdits(left?.changes.flatMap(({ edits }) => edits) ?? []);
  if (left !== null && (await askForLeft(element('scenario'), texts)) === 'drop') shelf.keep(left.base, []);
  const pen = new DraftPen(file, {
    line,
    shelf,
    newId: () => crypto.randomUUID(),
    changed: () => {
      list.draw(keyInFocus());
      check();
      drawButtons();
    },
    putAside: (edits, why) => element('scenario').before(asideNote(saidEdits(edits), why)),
    told: (state) => saveLine.show(state),
  });
  const saveLine: SaveLine = new SaveLine(element('save-state'), (keep) => pen.settle(keep));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const desk: ScenarioDesk = new ScenarioDesk(pen, data.at, {
    redraw: (focus) => list.draw(focus),
    touched: () => {
      drawButtons();
      clearTimeout(timer);
      timer = setTimeout(check, CHECK_MS);
    },
  });
  const playAt = (node: string): string => `${data.page}?play=${encodeURIComponent(node)}`;
  const list: ScenarioList = new ScenarioList(element('scenario'), desk, { open: data.node, playAt });
  const checks = new ScenarioChecks(element('checks'), (node) => list.open(node));

  function check(): void {
    const { scenario } = desk;
    if (scenario === null) return;
    const checked = checkScenario(scenario);
    checks.draw(checked, scenario);
    list.mark(checked);
  }

  const undo = act('Undo', 'undo', () => pen.undo());
  const redo = act('Redo', 'redo', () => pen.redo());
  element('steps').replaceChildren(undo, redo);

  // Neither is disabled: a button that has the focus would lose it.
  function drawButtons(): void {
    undo.setAttribute('aria-disabled', String(!pen.mayUndo));
    redo.setAttribute('aria-disabled', String(!pen.mayRedo));
  }

  list.draw();
  drawButtons();
  check();
  saveLine.show({ kind: 'saved' });
  leaveSaved(pen);
}

/** Edits as text that can be copied: each with its place. */
function saidEdits(edits: readonly DraftEdit[]): string[] {
  return edits.map((edit) => `${sayEditPath(writesAt(edit))}:\n${'value' in edit ? said(edit.value) : edit.op}`);
}

/** Whoever follows a link finds there what was typed here. */
function leaveSaved(pen: DraftPen): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.origin !== location.origin || link.hash !== '' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void pen.flush().then(() => location.assign(link.href));
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void pen.flush());
}

void main();
