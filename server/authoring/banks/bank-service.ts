import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Actor } from '../../people/index.ts';
import { AppError, newId, sha256Hex, type Platform, type Tx } from '../../platform/index.ts';
import {
  bankSource,
  freeId,
  isSourceList,
  isSourceMap,
  valueAtPlace,
  type BankItem,
  type BankSource,
  type DraftEdit,
  type SourceValue,
} from '../../standards/module/index.ts';
import type { DraftRow } from '../drafts/draft-model.ts';
import { folderOf } from '../drafts/course-template.ts';
import { requireOpen } from '../drafts/draft-policy.ts';
import type { Clash } from '../drafts/file-service.ts';
import type { Drafts } from '../drafts/index.ts';
import { readSource } from '../drafts/read-source.ts';
import { planImport, waitingKey, type ImportPlan, type ImportWish } from './import-plan.ts';
import { itemEdits, itemSource } from './item-edits.ts';
import { drawsFrom, looseBank, type BankDraw, type LooseBank } from './loose-bank.ts';

/** A bank of a draft as its pages open it. */
export interface OpenBank {
  readonly draft: DraftRow;
  readonly id: string;
  readonly revision: number;
  readonly data: SourceValue;
  readonly bank: LooseBank;
  readonly draws: readonly BankDraw[];
  /** Modules of the draft: ids and titles. */
  readonly modules: readonly { readonly id: string; readonly title: string }[];
}

/** Bytes of the largest file of questions. */
export const BANK_FILE_BYTES = 2 * 1024 * 1024;

type Used = Pick<Platform, 'database' | 'clock' | 'storage'>;

/** Question banks of drafts; a draft of another agency is not found (404). */
export function createBanks(
  { database, clock, storage }: Used,
  { heads, files, store }: Pick<Drafts, 'heads' | 'files' | 'store'>,
) {
  async function open(actor: Actor, draftId: string, bankId: string): Promise<OpenBank> {
    const draft = await heads.open(actor, draftId);
    const rows = (await store.files(null, draft.id)).map(({ path, text, revision }) => ({
      path,
      revision,
      data: readSource(path, text).data,
    }));
    const file = rows.find(({ path }) => path === `banks/${bankId}.yaml`);
    if (file === undefined) throw bankNotFound();
    const modules = rows.flatMap(({ path, data }) => {
      const name = /^modules\/([^.]+)\.yaml$/.exec(path)?.[1];
      return name === undefined ? [] : [{ name, data }];
    });
    return {
      draft,
      id: bankId,
      revision: file.revision,
      data: file.data,
      bank: looseBank(file.data),
      draws: modules.flatMap(({ name, data }) => drawsFrom(bankId, name, data)),
      modules: modules.map(({ name, data }) => ({
        id: wordIn(data, 'id') || name,
        title: wordIn(data, 'title') || name,
      })),
    };
  }

  async function apply(
    actor: Actor,
    opened: OpenBank,
    base: number,
    edits: readonly DraftEdit[],
  ): Promise<Clash | null> {
    if (edits.length === 0) return null;
    const request = { editId: newId(), path: `banks/${opened.id}.yaml`, base, edits };
    const done = await files.edit(actor, opened.draft.id, request);
    return done.kind === 'conflict' ? done : null;
  }

  /** Files that were taken out hold their names too. */
  async function freeName(tx: Tx, draftId: string, words: string): Promise<string> {
    const taken = new Set<string>();
    for (let id = freeId(words, taken); ; id = freeId(words, taken)) {
      if ((await store.file(tx, draftId, `banks/${id}.yaml`)) === null) return id;
      taken.add(id);
    }
  }

  return {
    open,

    /** Banks of a draft, by the names of their files. */
    async list(
      actor: Actor,
      draftId: string,
    ): Promise<{ draft: DraftRow; banks: { id: string; bank: LooseBank; draws: BankDraw[] }[] }> {
      const draft = await heads.open(actor, draftId);
      const rows = await store.files(null, draft.id);
      const data = rows.map(({ path, text }) => ({ path, data: readSource(path, text).data }));
      const banks = data.flatMap((file) => {
        const id = /^banks\/(.+)\.yaml$/.exec(file.path)?.[1];
        if (id === undefined) return [];
        const draws = data.flatMap((one) => {
          const name = /^modules\/([^.]+)\.yaml$/.exec(one.path)?.[1];
          return name === undefined ? [] : drawsFrom(id, name, one.data);
        });
        return [{ id, bank: looseBank(file.data), draws }];
      });
      return { draft, banks };
    },

    /** Makes a bank without items, named by its title where no id is given; resolves with its id. Throws AppError `BANK_THERE` (409). */
    async create(
      actor: Actor,
      draftId: string,
      { id: wanted, title }: { id: string | null; title: string },
    ): Promise<string> {
      const draft = await heads.open(actor, draftId);
      requireOpen(draft);
      const at = clock.now();
      return database.write(async (tx) => {
        await store.touch(tx, draft.id, at);
        const id = wanted ?? (await freeName(tx, draft.id, folderOf(title, 'bank')));
        const path = `banks/${id}.yaml`;
        const text = `id: ${id}\ntitle: ${JSON.stringify(title)}\nobjectives: []\nitems: []\n`;
        if ((await store.file(tx, draft.id, path)) !== null)
          throw new AppError('BANK_THERE', 409, 'There is a bank of this name already.', { field: 'id' });
        const row = { id: newId(), agencyId: draft.agencyId, draftId: draft.id, path, text, revision: 1 };
        await store.insertFiles(tx, [{ ...row, updatedBy: actor.personId, updatedAt: at, removedAt: null }]);
        return id;
      });
    },

    /** Adds an objective, named by its words where no id is given; a conflict is answered with both sides. */
    async addObjective(
      actor: Actor,
      draftId: string,
      bankId: string,
      objective: { id: string | null; text: string; module: string },
    ): Promise<void> {
      const opened = await open(actor, draftId, bankId);
      const taken = new Set(opened.bank.objectives.map((one) => one.id));
      const { text, module } = objective;
      const id = objective.id ?? freeId(folderOf(text, 'objective'), taken);
      if (taken.has(id))
        throw new AppError('OBJECTIVE_THERE', 409, 'There is an objective of this name already.', { field: 'id' });
      await apply(actor, opened, opened.revision, [
        { op: 'insert', at: ['objectives'], before: null, value: { id, text, module } },
      ]);
    },

    /** Writes an item: a new one at the end, or the fields that differ. Resolves with the conflict, null where it is kept. */
    async save(actor: Actor, opened: OpenBank, base: number, item: BankItem): Promise<Clash | null> {
      const before = itemAt(opened, item.id);
      if (before === null)
        return apply(actor, opened, opened.revision, [
          { op: 'insert', at: ['items'], before: null, value: itemSource(item) },
        ]);
      return apply(actor, opened, base, itemEdits(before, item));
    },

    /** Takes an item out of all further draws, or back into them; what was answered stays as it is. */
    async retire(actor: Actor, draftId: string, bankId: string, itemId: string, isRetired: boolean): Promise<void> {
      const opened = await open(actor, draftId, bankId);
      const item = itemAt(opened, itemId);
      if (item === null) throw itemNotFound();
      const at = ['items', { id: itemId }, 'retired'] as const;
      const has = isSourceMap(item) && Object.hasOwn(item, 'retired');
      if (isRetired) await apply(actor, opened, opened.revision, [{ op: 'set', at, value: true }]);
      else if (has) await apply(actor, opened, opened.revision, [{ op: 'remove', at }]);
    },

    /** Reads a file and says what it would do; nothing is changed. */
    async look(actor: Actor, opened: OpenBank, bytes: Buffer, wish: ImportWish): Promise<ImportPlan> {
      requireOpen(opened.draft);
      const planned = await planImport(opened.bank, bytes, wish);
      await storage.put(waitingKey(actor), Readable.from([bytes]));
      return planned;
    },

    /** Does what was shown. Throws AppError `IMPORT_GONE` (409) where another file came in between. */
    async take(actor: Actor, opened: OpenBank, wish: ImportWish & { readonly sha256: string }): Promise<ImportPlan> {
      requireOpen(opened.draft);
      const size = await storage.size(waitingKey(actor));
      const bytes = size === null ? Buffer.alloc(0) : await buffer(await storage.get(waitingKey(actor)));
      if (sha256Hex(bytes) !== wish.sha256)
        throw new AppError('IMPORT_GONE', 409, 'This file is not here any more.', { help: 'Choose it again.' });
      const planned = await planImport(opened.bank, bytes, wish);
      const edits = [
        ...planned.replaced.flatMap((item) => itemEdits(itemAt(opened, item.id) ?? null, item)),
        ...planned.added.map((item): DraftEdit => ({
          op: 'insert',
          at: ['items'],
          before: null,
          value: itemSource(item),
        })),
      ];
      const clash = await apply(actor, opened, opened.revision, edits);
      if (clash !== null)
        throw new AppError('DRAFT_BUSY', 409, 'Others write in this bank at this moment.', { help: 'Send it again.' });
      await storage.remove(waitingKey(actor));
      return planned;
    },

    /** The whole bank; throws AppError `BANK_INVALID` (422) where its file is not one yet. */
    sound({ data }: OpenBank): BankSource {
      const read = bankSource.safeParse(data);
      if (read.success) return read.data;
      const issues = read.error.issues.map(({ path, message, code }) => ({ code, path: path.join('.'), message }));
      const help = 'The checks of the draft say what is to be mended.';
      throw new AppError('BANK_INVALID', 422, 'The bank has faults, so it cannot be handed on.', { help, issues });
    },
  };
}

/** See `createBanks`. */
export type Banks = ReturnType<typeof createBanks>;

/** The item of this id as its file writes it; null where there is none. */
export function itemAt({ data }: Pick<OpenBank, 'data'>, id: string): SourceValue {
  const items = valueAtPlace(data, ['items']);
  const found = isSourceList(items) ? items.find((item) => isSourceMap(item) && item['id'] === id) : undefined;
  return found ?? null;
}

/** AppError `BANK_NOT_FOUND` 404. */
function bankNotFound(): AppError {
  return new AppError('BANK_NOT_FOUND', 404, 'There is no such bank in this draft.', {
    help: 'The list of banks shows what there is.',
  });
}

/** AppError `ITEM_NOT_FOUND` 404. */
export function itemNotFound(): AppError {
  return new AppError('ITEM_NOT_FOUND', 404, 'There is no such question in this bank.', {
    help: 'Somebody may have removed it.',
  });
}

function wordIn(value: SourceValue, key: string): string {
  const found = isSourceMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}
