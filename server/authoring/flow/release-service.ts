import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import { hasRole, type Actor } from '../../people/index.ts';
import { AppError, dayIn, newId, sha256Hex, type Platform, type Tx } from '../../platform/index.ts';
import type { BuiltDraft } from '../apart/apart-tasks.ts';
import type { Apart } from '../apart/create-apart.ts';
import { DEFAULT_POLICY, type BuildTarget } from '../build/build-target.ts';
import type { Drafts } from '../drafts/index.ts';
import type { DraftSnapshot } from '../drafts/draft-tree.ts';
import { mayAuthor, requireOpen } from '../drafts/draft-policy.ts';
import { mediaKey } from '../drafts/media-place.ts';
import { MEDIA_FILE, mediaText } from '../media-source.ts';
import { memoryTree } from '../source-tree.ts';
import { bankPlaceOf, hasItem, type DrawnItem } from './bank-place.ts';
import { describeDifference, type FileDifference } from './describe-difference.ts';
import { readReleased, type ReleasedSource, type ReleaseWords } from './flow-input.ts';
import type { ReleaseRow } from './flow-model.ts';
import type { FlowStore } from './flow-store.ts';
import type { Law } from './law-reader.ts';
import { tellOffered, type OfferedVersion, type VersionPair } from './offered-version.ts';

/** What a room above decides about certificates, in the transaction of the release; handed in by whoever puts the rooms together. */
export interface CertificateDesk {
  decide(
    tx: Tx,
    actor: Actor,
    versionIds: readonly string[],
    decision: { readonly decision: 'kept' | 'void'; readonly reason: string },
  ): Promise<number>;
  /** How many certificates of the actor's agency name these versions and are not decided. */
  count(actor: Actor, versionIds: readonly string[]): Promise<number>;
}

/** Whom a new version touches. */
export interface Stakes {
  /** Who is in an earlier version now. */
  readonly people: number;
  /** Certificates that name an earlier version and are not decided. */
  readonly certificates: number;
}

interface Parts {
  readonly drafts: Drafts;
  readonly apart: Apart;
  readonly store: FlowStore;
  readonly law: Pick<Law, 'modules'>;
  readonly packages: Pick<Packages, 'install' | 'versions' | 'catalogue'>;
  readonly attempts: Pick<Attempts, 'offers' | 'evidence'>;
  readonly certificates: CertificateDesk;
  readonly library: () => { read(path: string): Buffer; paths: readonly string[] };
}

/** Pairs of versions whose difference is kept; what was published never changes. */
const MOST_TOLD = 200;

/** Supervisors and administrators decide about certificates; everybody else asks them. */
export const mayDecideCertificates = (actor: Actor): boolean => hasRole(actor, 'supervisor', 'administrator');

/** Publishing drafts as versions of a course of the agency, and what was published. */
export function createReleases(platform: Pick<Platform, 'database' | 'clock' | 'audit' | 'storage'>, parts: Parts) {
  const { database, clock, audit, storage } = platform;
  const { drafts, apart, store, law, packages, attempts, certificates, library } = parts;
  const told = new Map<string, OfferedVersion>();

  /** Installs what was built as the next version of the agency's course; it is published with the row of its release. */
  async function install(actor: Actor, built: BuiltDraft) {
    const [own] = built.packages;
    if (own === undefined) throw new Error('A package for our own server was asked for.');
    const folder = await mkdtemp(join(tmpdir(), 'schoolbeat-release-'));
    try {
      const path = join(folder, `${built.id}.zip`);
      await writeFile(path, own.zip);
      const { answers, parts: modules } = built;
      // The library may hold a course of the same source: each agency's version is its own.
      const sourceSha256 = sha256Hex(`${actor.agencyId} ${built.sourceSha256}`);
      const owner = { agencyId: actor.agencyId, personId: actor.personId };
      return await packages.install(path, owner, { sourceSha256, answers, parts: modules, isHeld: true });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Whether a version is the one that new attempts take. */
  async function isCurrent(actor: Actor, versionId: string): Promise<boolean> {
    const { version, course } = await packages.versions.find(actor, versionId);
    return course.currentVersionId === versionId && course.state === 'published' && version.state === 'published';
  }

  return {
    /** Versions of a draft, the last first. */
    async list(actor: Actor, draftId: string): Promise<ReleaseRow[]> {
      const draft = await drafts.heads.open(actor, draftId);
      return store.releases(null, draft.id);
    },

    /** Whom the next version touches: two statements, however many versions there are. */
    async stakes(actor: Actor, releases: readonly ReleaseRow[]): Promise<Stakes> {
      const earlier = [...new Set(releases.map(({ versionId }) => versionId))];
      if (earlier.length === 0) return { people: 0, certificates: 0 };
      const people = await attempts.evidence.peopleIn(actor.agencyId, earlier);
      return { people, certificates: await certificates.count(actor, earlier) };
    },

    /** What differs from the version before; null before the first. */
    async difference(actor: Actor, draftId: string): Promise<FileDifference[] | null> {
      const [last] = await store.releases(null, (await drafts.heads.open(actor, draftId)).id);
      if (last === undefined) return null;
      const before = readReleased(last.source);
      const now = sourceOf(await drafts.snapshot(actor, draftId));
      const media = [...new Set([...Object.keys(before.media), ...Object.keys(now.media)])].sort();
      const changedMedia = media
        .filter((path) => before.media[path] !== now.media[path])
        .map((path): FileDifference => {
          const state =
            before.media[path] === undefined ? 'added' : now.media[path] === undefined ? 'removed' : 'changed';
          return { path, title: path, state, differences: [] };
        });
      return [...describeDifference(before.files, now.files), ...changedMedia];
    },

    /**
     * Publishes a draft as it stands; resolves with the version. Throws AppError `LAW_NOT_APPROVED`, `DRAFT_HAS_ERRORS` (422),
     * `NOTHING_NEW`, `DRAFT_CHANGED` (409), `NOT_ALLOWED` (403) for a decision about certificates that is not the actor's.
     */
    async publish(actor: Actor, draftId: string, words: ReleaseWords): Promise<ReleaseRow> {
      const snapshot = await drafts.snapshot(actor, draftId);
      const { draft } = snapshot;
      requireOpen(draft);
      const decides = words.certificates === 'kept' || words.certificates === 'void';
      if (decides && !mayDecideCertificates(actor)) {
        throw new AppError('NOT_ALLOWED', 403, 'Supervisors and administrators decide about certificates.', {
          field: 'certificates',
          help: 'Choose to ask them.',
        });
      }
      const open = (await law.modules(draft.id, snapshot.files)).filter(({ state }) => state !== 'approved');
      if (open.length > 0) {
        throw new AppError('LAW_NOT_APPROVED', 422, 'The law in {count} modules is not approved as it stands now.', {
          values: { count: open.length },
          help: 'The page Review shows which, and who can approve it.',
          field: 'note',
        });
      }
      const source = sourceOf(snapshot);
      const before = await store.releases(null, draft.id);
      const { built } = await apart.build(draft.agencyId, await drafts.treeOf(snapshot), {
        folder: draft.folder,
        today: dayIn(actor.timeZone, clock.now()),
        targets: ['own'],
        policy: DEFAULT_POLICY,
      });
      if (built === null) {
        throw new AppError('DRAFT_HAS_ERRORS', 422, 'The checks found what has to be mended first.', {
          help: 'The page Checks shows it by block.',
          field: 'note',
        });
      }
      const outcome = await install(actor, built);
      const { courseId, versionId } = outcome;
      if (!outcome.isNew && (await isCurrent(actor, versionId))) {
        throw new AppError('NOTHING_NEW', 409, 'Nothing is different from the version that officers begin now.', {
          field: 'note',
        });
      }
      const number = (before[0]?.number ?? 0) + 1;
      // Who goes back to an earlier text publishes the version that it was: its attempts and certificates are of this text.
      const earlier = [...new Set(before.map((one) => one.versionId))].filter((id) => id !== versionId);
      const { note, running, certificates: decision, reason } = words;
      const row: ReleaseRow = {
        id: newId(),
        agencyId: draft.agencyId,
        draftId: draft.id,
        courseId,
        versionId,
        number,
        source: JSON.stringify(source),
        note,
        running,
        certificates: decision,
        releasedBy: actor.personId,
        releasedAt: clock.now(),
      };
      await database.write(async (tx) => {
        // The draft's row is changed first: two who publish at once come one after the other, and the second is refused.
        const { revision, state } = await drafts.store.touch(tx, draft.id, row.releasedAt);
        requireOpen({ state });
        if (revision !== draft.revision + 1) throw changedMeanwhile();
        await packages.versions.publishIn(tx, { agencyId: actor.agencyId, personId: actor.personId }, versionId);
        await store.addRelease(tx, row);
        await drafts.store.update(tx, draft.id, { courseId });
        if (running === 'finish') await attempts.offers.withdraw(tx, versionId);
        if (running === 'offer' && earlier.length > 0) {
          const { agencyId, personId: madeBy } = actor;
          await attempts.offers.make(tx, { agencyId, courseId, versionId, madeBy, madeAt: row.releasedAt });
        }
        // Who is in an earlier version may still end it: such a certificate waits for supervisors too.
        if (decision === 'ask' || decision === 'void') await packages.versions.supersede(tx, actor, earlier);
        if (decision === 'kept' || decision === 'void') {
          await certificates.decide(tx, actor, earlier, { decision, reason });
        }
        await audit.record(tx, {
          agencyId: actor.agencyId,
          actorId: actor.personId,
          action: 'draft.published',
          subjectType: 'draft',
          subjectId: draft.id,
          details: { versionId, number, note, running, certificates: decision, reason },
        });
      });
      told.clear();
      return row;
    },

    /** A published version as it is told to who runs on an earlier one; null where the agency published no such version here. */
    async offered({ agencyId, from, to }: VersionPair): Promise<OfferedVersion | null> {
      const key = `${agencyId} ${from} ${to}`;
      if (told.has(key)) return told.get(key) ?? null;
      const rows = await store.releasesOf(null, agencyId, [from, to]);
      const found = rows.find(({ versionId }) => versionId === to);
      if (found === undefined) return null;
      const before = rows.find(({ versionId, draftId }) => versionId === from && draftId === found.draftId);
      const offered = tellOffered(found, before ?? null);
      if (told.size === MOST_TOLD) told.clear();
      if (before !== undefined) told.set(key, offered);
      return offered;
    },

    /** Page of the question of a bank that a published version drew, in the draft as it stands; null where there is none to open. */
    async bankPage(actor: Actor, versionId: string, drawn: DrawnItem): Promise<string | null> {
      const [row] = mayAuthor(actor) ? await store.releasesOf(null, actor.agencyId, [versionId]) : [];
      const place = row === undefined ? null : bankPlaceOf(readReleased(row.source).files, drawn);
      if (row === undefined || place === null) return null;
      const now = Object.fromEntries(
        (await drafts.store.files(null, row.draftId)).map(({ path, text }) => [path, text]),
      );
      if (!hasItem(now, place.bank, place.item)) return null;
      return `/author/drafts/${row.draftId}/banks/${place.bank}/items/${place.item}`;
    },

    /** A package of the last version for another system. Throws AppError `NOT_PUBLISHED` (404). */
    async pack(
      actor: Actor,
      draftId: string,
      { target, incompleteUntilPassed }: { target: BuildTarget; incompleteUntilPassed: boolean },
    ): Promise<{ name: string; zip: Uint8Array }> {
      const draft = await drafts.heads.open(actor, draftId);
      const [last] = await store.releases(null, draft.id);
      if (last === undefined) throw new AppError('NOT_PUBLISHED', 404, 'This draft has not been published yet.');
      const { folder, files, media } = readReleased(last.source);
      const all: Record<string, string | Buffer> = {};
      for (const [path, text] of Object.entries(files)) all[`${folder}/${path}`] = text;
      for (const [path, sha256] of Object.entries(media)) {
        all[`${folder}/${path}`] = await buffer(await storage.get(mediaKey(draft.agencyId, sha256)));
      }
      all['skills.yaml'] = library().read('skills.yaml');
      const policy = { ...DEFAULT_POLICY, incompleteUntilPassed };
      // Checked as on the day of its release: a review that ran out since is no fault of the package.
      const today = dayIn(actor.timeZone, last.releasedAt);
      const { built } = await apart.build(draft.agencyId, memoryTree(all), {
        folder,
        today,
        targets: [target],
        policy,
      });
      const [made] = built?.packages ?? [];
      if (made === undefined) {
        throw new AppError('PACKAGE_NOT_BUILT', 409, 'The package of this version can no longer be built.', {
          help: 'Publish the draft again.',
        });
      }
      return { name: `${built?.id ?? folder}-v${last.number}-${target}.zip`, zip: made.zip };
    },
  };
}

/** See `createReleases`. */
export type Releases = ReturnType<typeof createReleases>;

function sourceOf({ draft, files, media }: DraftSnapshot): ReleasedSource {
  const words = mediaText(draft.folder, media);
  return {
    folder: draft.folder,
    files: Object.fromEntries([
      ...files.map(({ path, text }) => [path, text] as const),
      ...(words === null ? [] : [[MEDIA_FILE, words] as const]),
    ]),
    media: Object.fromEntries(media.map(({ path, sha256 }) => [path, sha256])),
  };
}

function changedMeanwhile(): AppError {
  return new AppError('DRAFT_CHANGED', 409, 'Somebody changed or published the draft while you published it.', {
    help: 'Nothing was published. Look at what differs, then publish it again.',
    field: 'note',
  });
}
