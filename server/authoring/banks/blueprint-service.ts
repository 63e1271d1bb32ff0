import type { Actor } from '../../people/index.ts';
import { AppError, newId } from '../../platform/index.ts';
import {
  isSourceList,
  isSourceMap,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../standards/module/index.ts';
import type { Drafts } from '../drafts/index.ts';
import { readSource } from '../drafts/read-source.ts';
import type { Banks, OpenBank } from './bank-service.ts';

/** How a bank is put together: its objectives, and what tests draw from it. */
export function createBlueprints({ files, store }: Pick<Drafts, 'files' | 'store'>, banks: Pick<Banks, 'open'>) {
  async function apply(actor: Actor, opened: OpenBank, path: string, base: number, edits: readonly DraftEdit[]) {
    if (edits.length === 0) return;
    const done = await files.edit(actor, opened.draft.id, { editId: newId(), path, base, edits });
    if (done.kind === 'conflict') throw bankChanged();
  }

  return {
    /**
     * Gives an objective another name or other words, in all places of the bank at once. Throws AppError `OBJECTIVE_NOT_FOUND`
     * (404), `OBJECTIVE_THERE`, `BANK_CHANGED` (409).
     */
    async changeObjective(
      actor: Actor,
      draftId: string,
      bankId: string,
      { objective, id, text }: { objective: string; id: string; text: string },
    ): Promise<void> {
      const opened = await banks.open(actor, draftId, bankId);
      const { objectives, items } = opened.bank;
      const known = objectives.find((one) => one.id === objective);
      if (known === undefined) throw objectiveNotFound();
      const isRenamed = id !== objective;
      if (isRenamed && objectives.some((one) => one.id === id)) throw objectiveThere();
      const at = ['objectives', { id: objective }] as const;
      const edits: DraftEdit[] = [
        ...(known.text === text ? [] : [{ op: 'set', at: [...at, 'text'], value: text } as const]),
        ...(isRenamed ? [{ op: 'set', at: [...at, 'id'], value: id } as const] : []),
        ...items
          .filter((item) => isRenamed && item.objective === objective)
          .map((item) => ({ op: 'set', at: ['items', { id: item.id }, 'objective'], value: id }) as const),
      ];
      await apply(actor, opened, `banks/${bankId}.yaml`, opened.revision, edits);
    },

    /** Removes an objective that no question serves. Throws AppError `OBJECTIVE_NOT_FOUND` (404), `OBJECTIVE_USED`, `BANK_CHANGED` (409). */
    async removeObjective(actor: Actor, draftId: string, bankId: string, objective: string): Promise<void> {
      const opened = await banks.open(actor, draftId, bankId);
      const { objectives, items } = opened.bank;
      if (!objectives.some(({ id }) => id === objective)) throw objectiveNotFound();
      const users = items.filter((item) => item.objective === objective).map(({ id }) => id);
      if (users.length > 0) throw objectiveUsed(users);
      await apply(actor, opened, `banks/${bankId}.yaml`, opened.revision, [
        { op: 'remove', at: ['objectives', { id: objective }] },
      ]);
    },

    /** Writes what a test draws into its module. Throws AppError `TEST_NOT_FOUND` (404), `BANK_CHANGED` (409). */
    async changeDraw(
      actor: Actor,
      draftId: string,
      bankId: string,
      { module, block, total, scenario }: { module: string; block: string; total: number; scenario: number },
    ): Promise<void> {
      const opened = await banks.open(actor, draftId, bankId);
      const draw = opened.draws.find((one) => one.module === module && one.block === block);
      const path = `modules/${module}.yaml`;
      const file = draw === undefined ? null : await store.file(null, opened.draft.id, path);
      if (draw === undefined || file === null) throw testNotFound();
      const at = placeOfBlock(readSource(path, file.text).data, block);
      if (at === null) throw testNotFound();
      const edits: DraftEdit[] = [
        ...(draw.total === total ? [] : [{ op: 'set', at: [...at, 'draw', 'total'], value: total } as const]),
        // The page shows whole hundredths: who left the number as it was changes nothing.
        ...(Math.round(draw.scenario * 100) === Math.round(scenario * 100)
          ? []
          : [{ op: 'set', at: [...at, 'draw', 'scenario'], value: scenario } as const]),
      ];
      await apply(actor, opened, path, file.revision, edits);
    },
  };
}

/** See `createBlueprints`. */
export type Blueprints = ReturnType<typeof createBlueprints>;

function objectiveThere(): AppError {
  return new AppError('OBJECTIVE_THERE', 409, 'There is an objective of this name already.', { field: 'id' });
}

function objectiveNotFound(): AppError {
  return new AppError('OBJECTIVE_NOT_FOUND', 404, 'There is no such objective in this bank.');
}

function testNotFound(): AppError {
  return new AppError('TEST_NOT_FOUND', 404, 'There is no such test that draws from this bank.');
}

/** Names that are told; the others are counted. */
const MOST_NAMED = 8;

function objectiveUsed(items: readonly string[]): AppError {
  const more = items.length - MOST_NAMED;
  const named = [...items.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return new AppError('OBJECTIVE_USED', 409, 'Questions serve this objective: {items}.', {
    field: 'objective',
    values: { items: named },
    help: 'Give them another objective first. Retired ones count too.',
  });
}

function bankChanged(): AppError {
  return new AppError('BANK_CHANGED', 409, 'Somebody changed the same place meanwhile.', {
    field: 'id',
    help: 'Nothing was changed. Look at the page again.',
  });
}

/** Where a block stands in a module, by ids. */
function placeOfBlock(data: SourceValue, block: string): EditPath | null {
  const sections = isSourceMap(data) ? data['sections'] : undefined;
  for (const [index, section] of (isSourceList(sections) ? sections : []).entries()) {
    const blocks = isSourceMap(section) ? section['blocks'] : undefined;
    const isHere = isSourceList(blocks) && blocks.some((one) => textIn(one, 'id') === block);
    if (isHere)
      return [
        'sections',
        textIn(section, 'id') === '' ? index : { id: textIn(section, 'id') },
        'blocks',
        { id: block },
      ];
  }
  return null;
}

function textIn(value: SourceValue, key: string): string {
  const found = isSourceMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}
