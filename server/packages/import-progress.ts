import { DataTypes, Op } from 'sequelize';
import { defineModel, type Platform, sha256Hex } from '../platform/index.ts';

/** How far an import is; the words of the phases are the page's. */
export interface ImportProgress {
  readonly phase: 'receiving' | 'checking' | 'storing';
  /** Bytes while receiving and storing. */
  readonly done: number;
  /** 0 when it is not known. */
  readonly total: number;
}

/** Tells of one import. */
interface ProgressReport {
  /** Keeps the latest; written a few times a second at most, one after the other. */
  tell(progress: ImportProgress): void;
  /** The import has ended, which its own answer says; resolves when the last that was told is a row. */
  end(): Promise<void>;
}

/** Progress of running imports by the name that the browser chose for its own, in rows, so that any process can be asked. */
export interface ImportProgressBoard {
  report(personId: string, name: string): ProgressReport;
  /** Null when nothing is known, also to everybody but the person who uploads. */
  get(personId: string, name: string): Promise<ImportProgress | null>;
}

interface ProgressRow extends ImportProgress {
  id: string;
  updatedAt: Date;
}

const idOf = (personId: string, name: string): string => sha256Hex(`${personId} ${name}`);

/** ms between two rows of one phase: the page asks no oftener. */
const WRITE_MS = 500;
const CLEAN_TYPE = 'imports.clean';
const DAY_MS = 86_400_000;

/** Makes the board; rows of a day ago are removed daily. */
export function createImportProgressBoard({ database, clock, jobs, log }: Platform): ImportProgressBoard {
  const rows = defineModel<ProgressRow>(database, 'import_progress', {
    id: { type: DataTypes.STRING(64), primaryKey: true },
    phase: DataTypes.STRING(12),
    done: DataTypes.DOUBLE,
    total: DataTypes.DOUBLE,
    updatedAt: DataTypes.DATE(3),
  });

  const store = (row: ProgressRow): Promise<void> =>
    database.write(async (transaction) => {
      const updateOnDuplicate: (keyof ProgressRow)[] = ['phase', 'done', 'total', 'updatedAt'];
      await rows.bulkCreate([row], { updateOnDuplicate, transaction });
    });

  jobs.on(CLEAN_TYPE, () =>
    database.write(async (transaction) => {
      const before = new Date(clock.now().getTime() - DAY_MS);
      await rows.destroy({ where: { updatedAt: { [Op.lt]: before } }, transaction });
    }, 'bulk'),
  );
  jobs.every(CLEAN_TYPE, DAY_MS);

  return {
    report(personId, name) {
      const id = idOf(personId, name);
      let latest: ImportProgress | null = null;
      let written = { phase: '', at: 0 };
      let writing: Promise<void> | null = null;

      /** The latest, where it is time for a row of it. */
      const due = (): ImportProgress | null => {
        const isTime = latest?.phase !== written.phase || performance.now() - written.at >= WRITE_MS;
        return isTime ? latest : null;
      };
      const storeLatest = async (): Promise<void> => {
        // The import goes on without it: a page then shows a percentage less.
        try {
          for (let next = due(); next !== null; next = due()) {
            const { phase, done, total } = next;
            written = { phase, at: performance.now() };
            await store({ id, phase, done, total, updatedAt: clock.now() });
          }
        } catch (error) {
          log.warn({ err: error }, 'the progress of an import could not be stored');
        }
        writing = null;
      };
      return {
        tell(progress) {
          latest = progress;
          if (due() !== null) writing ??= storeLatest();
        },
        async end() {
          await writing;
          written = { phase: '', at: 0 };
          await storeLatest();
        },
      };
    },
    async get(personId, name) {
      const row = await rows.findByPk(idOf(personId, name), { transaction: null, raw: true });
      return row === null ? null : { phase: row.phase, done: row.done, total: row.total };
    },
  };
}
