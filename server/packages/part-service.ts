import type { Actor } from '../people/index.ts';
import { AppError, newId, type Platform, type Tx } from '../platform/index.ts';
import type { AnswerShelf } from './answer-shelf.ts';
import type { VersionPartRow } from './part-model.ts';
import type { PartStore } from './part-store.ts';
import type { Versions } from './version-service.ts';

/** A part of a version: what it is, how long it takes, what it adds to skills. */
export interface VersionPart extends Pick<VersionPartRow, 'identifier' | 'kind' | 'minutes'> {
  readonly skills: readonly { readonly skill: string; readonly adds: string }[];
  /** `TX 1` */
  readonly topics: readonly string[];
}

interface Shelves {
  readonly answers: Pick<AnswerShelf, 'of'>;
  readonly versions: Pick<Versions, 'findToChange'>;
}

/** Parts of versions: those that we built bring theirs along, those of an uploaded package are told by its instructor. */
export function createParts(
  { database, audit }: Pick<Platform, 'database' | 'audit'>,
  store: PartStore,
  { answers, versions }: Shelves,
) {
  const write = (tx: Tx, versionId: string, parts: readonly VersionPart[]): Promise<void> =>
    store.save(
      tx,
      versionId,
      parts.map(({ skills, topics, ...part }) => ({
        id: newId(),
        versionId,
        ...part,
        skills: JSON.stringify(skills),
        topics: JSON.stringify(topics),
      })),
    );

  return {
    /**
     * Tells hours, topics and skills of an uploaded package, under the actor's name: what is judged and certified from now on
     * names them. Throws AppError `GRADED_HERE` (409), `NOT_ALLOWED` (403), and what `read` throws.
     */
    async tell(actor: Actor, versionId: string, read: () => readonly VersionPart[]): Promise<void> {
      await database.write(async (tx) => {
        await versions.findToChange(tx, actor, versionId);
        if ((await answers.of(tx, versionId)) !== null) throw toldBySource();
        const before = (await store.ofVersions(tx, [versionId])).map(partOf);
        const after = read();
        await write(tx, versionId, after);
        await audit.record(tx, {
          agencyId: actor.agencyId,
          actorId: actor.personId,
          action: 'package.parts-told',
          subjectType: 'course-version',
          subjectId: versionId,
          details: { before, after },
        });
      });
    },

    /** The parts of a version in their order. */
    async of(versionId: string, tx: Tx | null = null): Promise<VersionPart[]> {
      return (await store.ofVersions(tx, [versionId])).map(partOf);
    },

    /** The parts of several versions, one statement. */
    async ofVersions(tx: Tx | null, versionIds: readonly string[]): Promise<Map<string, VersionPart[]>> {
      const found = new Map<string, VersionPart[]>();
      for (const row of await store.ofVersions(tx, versionIds)) {
        found.set(row.versionId, [...(found.get(row.versionId) ?? []), partOf(row)]);
      }
      return found;
    },

    /** Keeps the parts of a version in the transaction that makes it. */
    keepIn: write,

    /** Keeps the parts of a version that was built here; once more replaces them. */
    async keep(versionId: string, parts: readonly VersionPart[]): Promise<void> {
      await database.write((tx) => write(tx, versionId, parts));
    },
  };
}

/** See `createParts`. */
export type Parts = ReturnType<typeof createParts>;

function partOf({ identifier, kind, minutes, ...row }: VersionPartRow): VersionPart {
  const skills: VersionPart['skills'] = JSON.parse(row.skills);
  const topics: string[] = JSON.parse(row.topics);
  return { identifier, kind, minutes, skills, topics };
}

function toldBySource(): AppError {
  return new AppError(
    'GRADED_HERE',
    409,
    'This course was built here: its modules tell their own hours, topics and skills.',
    {
      help: 'Change them where the modules are written.',
    },
  );
}
