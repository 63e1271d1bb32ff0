/** How far an import is; the words of the phases are the page's. */
export interface ImportProgress {
  readonly phase: 'receiving' | 'checking' | 'storing' | 'done' | 'refused';
  /** Bytes while receiving and storing. */
  readonly done: number;
  /** 0 when it is not known. */
  readonly total: number;
}

/** Progress of running imports by the name that the browser chose for its own. */
export interface ImportProgressBoard {
  set(personId: string, name: string, progress: ImportProgress): void;
  /** Null when nothing is known, also to everybody but the person who uploads. */
  get(personId: string, name: string): ImportProgress | null;
}

const MOST = 1000;

/**
 * Kept in memory on purpose: the answer to the upload itself says how it ended, so a browser whose question reaches another
 * process loses a percentage and nothing else.
 */
export function createImportProgressBoard(): ImportProgressBoard {
  const board = new Map<string, ImportProgress>();
  return {
    set(personId, name, progress) {
      const key = `${personId} ${name}`;
      board.delete(key);
      board.set(key, progress);
      if (board.size <= MOST) return;
      for (const oldest of board.keys()) {
        board.delete(oldest);
        break;
      }
    },
    get: (personId, name) => board.get(`${personId} ${name}`) ?? null,
  };
}
