import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { AppError, newId, type Platform, type Tx, uploadPace } from '../platform/index.ts';
import type { CourseStructure, PackageIssue } from '../standards/index.ts';
import { activityRows } from './activity-rows.ts';
import { repackArchive, type FileToPack } from './archive/repack-archive.ts';
import type { WrittenFile } from './archive/archive-writer.ts';
import { checkPackage, sorted } from './check-package.ts';
import type { CourseStore } from './course-store.ts';
import type { ImportProgress } from './import-progress.ts';
import { mediaTypeOf } from './media-types.ts';
import type { ContentFileRow } from './package-model.ts';
import { courseNotFound } from './package-policy.ts';
import { receiveUpload, type ReceivedUpload } from './receive-upload.ts';
import { storeFault } from './store-fault.ts';
import type { SamePackage, VersionStore } from './version-store.ts';

/** For whom a package is imported; the library belongs to no agency. */
export interface ImportOwner {
  readonly agencyId: string | null;
  readonly personId: string | null;
}

/** Where the content goes and who wants to know how far it is. */
export interface ImportOptions {
  /** Course that gets a new version, chosen when the manifest is known; null makes a course. */
  readonly courseOf: (structure: CourseStructure) => Promise<string | null>;
  readonly onProgress?: (progress: ImportProgress) => void;
  /**
   * Whether a version of the owner with these bytes is this one in what lies beside the bytes, too; the library's is another one
   * then. Without it the bytes alone decide, those of the library as well.
   */
  readonly isSame?: (tx: Tx | null, versionId: string) => Promise<boolean>;
  /** Writes what lies beside a new version, in the transaction that makes it. */
  readonly onNew?: (tx: Tx, versionId: string) => Promise<void>;
}

/** A new version, or the one that these very bytes became before. */
export type ImportOutcome = { readonly isNew: boolean } & SamePackage;

interface Stores {
  readonly courses: CourseStore;
  readonly versions: VersionStore;
}

/** Rows written in one turn, so that people's commits come in between. */
const ROWS_A_TURN = 500;

/** Takes packages in: received, checked, repacked and stored; a refused one leaves neither rows nor files. */
export function createImporter(platform: Platform, { courses, versions }: Stores) {
  const { storage, database, config, clock, audit, log } = platform;

  async function withScratch<T>(work: (path: string) => Promise<T>): Promise<T> {
    const path = await storage.scratch();
    try {
      return await work(path);
    } catch (error) {
      throw await storeFault(storage, error);
    } finally {
      await rm(path, { force: true, recursive: true });
    }
  }

  /** Imports the package of a multipart form. Throws what `receiveUpload` and `importFile` throw, `STORAGE_…` (503). */
  function importUpload(req: IncomingMessage, owner: ImportOwner, options: ImportOptions): Promise<ImportOutcome> {
    const total = Number(req.headers['content-length'] ?? 0);
    const bounds = { limit: config.uploadLimit, pace: uploadPace(config.bodyWindowMs) };
    return withScratch(async (path) => {
      const onBytes = (done: number): void => options.onProgress?.({ phase: 'receiving', done, total });
      const upload = await receiveUpload(req, path, bounds, onBytes);
      return importFile(path, upload, owner, options);
    });
  }

  /** The version that a package became before; null for a new one. */
  async function known(
    tx: Tx | null,
    { agencyId }: ImportOwner,
    sha256: string,
    isSame: ImportOptions['isSame'],
  ): Promise<SamePackage | null> {
    if (isSame === undefined) return (await versions.bySource(tx, [agencyId, null], sha256))[0] ?? null;
    for (const one of await versions.bySource(tx, [agencyId], sha256)) {
      if (await isSame(tx, one.versionId)) return one;
    }
    return null;
  }

  /** Imports a local zip. Throws AppError `PACKAGE_REFUSED` (422) with every issue. */
  async function importFile(
    path: string,
    upload: ReceivedUpload,
    owner: ImportOwner,
    options: ImportOptions,
  ): Promise<ImportOutcome> {
    options.onProgress?.({ phase: 'checking', done: 0, total: 0 });
    const same = await known(null, owner, upload.sha256, options.isSame);
    if (same !== null) return { ...same, isNew: false };
    const file = await open(path);
    try {
      const { accepted, issues } = await checkPackage(file);
      if (accepted === null) throw refusal(issues);
      return await withScratch(async (target) => {
        const total = accepted.files.reduce((sum, { entry }) => sum + entry.bytes, 0);
        let done = 0;
        const onFile = ({ entry }: FileToPack): void => {
          done += entry.bytes;
          options.onProgress?.({ phase: 'storing', done, total });
        };
        const packed = await repackArchive(file, accepted.files, target, onFile);
        if (packed.issues.length > 0) throw refusal([...packed.issues, ...issues]);
        const courseId = await options.courseOf(accepted.structure);
        const { isSame, onNew } = options;
        return store(target, { upload, owner, courseId, isSame, onNew, ...accepted, issues, packed: packed.files });
      });
    } finally {
      await file.close();
    }
  }

  interface Checked {
    readonly upload: ReceivedUpload;
    readonly owner: ImportOwner;
    readonly courseId: string | null;
    readonly isSame: ImportOptions['isSame'];
    readonly onNew: ImportOptions['onNew'];
    readonly structure: CourseStructure;
    readonly issues: readonly PackageIssue[];
    readonly packed: readonly WrittenFile[];
  }

  /** The archive first, its files in turns, the version last: what can be seen is complete. */
  async function store(target: string, checked: Checked): Promise<ImportOutcome> {
    const versionId = newId();
    // The hash says what it is, the version's id whose it is: so it can be removed without looking for other owners.
    const { sha256 } = checked.upload;
    const archiveKey = `packages/${sha256.slice(0, 2)}/${sha256}/${versionId}.zip`;
    try {
      await storage.adopt(archiveKey, target);
      const rows = checked.packed.map((file) => fileRow(versionId, file));
      for (let start = 0; start < rows.length; start += ROWS_A_TURN) {
        const turn = rows.slice(start, start + ROWS_A_TURN);
        await database.write((tx) => versions.insertFiles(tx, turn), 'bulk');
      }
      const outcome = await database.write((tx) => insertVersion(tx, versionId, archiveKey, checked));
      if (!outcome.isNew) await discardStored(versionId, archiveKey);
      return outcome;
    } catch (error) {
      await discardStored(versionId, archiveKey).catch((cause: unknown) => {
        log.error({ err: cause, versionId }, 'a broken-off import could not be cleaned up; the daily sweep will');
      });
      throw error;
    }
  }

  async function discardStored(versionId: string, archiveKey: string): Promise<void> {
    await database.write((tx) => versions.removeFiles(tx, versionId), 'bulk');
    await storage.remove(archiveKey);
  }

  async function insertVersion(
    tx: Tx,
    versionId: string,
    archiveKey: string,
    { upload, owner, structure, issues, packed, isSame, onNew, courseId: wanted }: Checked,
  ): Promise<ImportOutcome> {
    await versions.claim(tx, upload.sha256);
    const same = await known(tx, owner, upload.sha256, isSame);
    if (same !== null) return { ...same, isNew: false };
    const now = clock.now();
    const made = { createdBy: owner.personId, createdAt: now };
    const course = wanted === null ? null : await courses.lock(tx, wanted);
    if (wanted !== null && (course === null || course.agencyId !== owner.agencyId)) throw courseNotFound();
    const courseId = course?.id ?? newId();
    const title = course?.title ?? structure.title.slice(0, 300);
    if (course === null) {
      const fresh = { title, description: '', strand: '', state: 'draft' as const, currentVersionId: null };
      await courses.insert(tx, { id: courseId, agencyId: owner.agencyId, ...fresh, ...made, updatedAt: now });
    } else {
      await courses.update(tx, courseId, { updatedAt: now });
    }
    const number = (await versions.lastNumber(tx, courseId)) + 1;
    const version = {
      id: versionId,
      courseId,
      agencyId: owner.agencyId,
      number,
      sourceSha256: upload.sha256,
      sourceName: upload.name,
      sourceBytes: upload.bytes,
      origin: 'uploaded' as const,
      standard: structure.standard,
      edition: structure.edition,
      structure: JSON.stringify(structure),
      issues: JSON.stringify(issues),
      limits: JSON.stringify({ suspendData: null, allowedHosts: [], popups: false }),
      archiveKey,
      fileCount: packed.length,
      state: 'found' as const,
      ...made,
      publishedAt: null,
    };
    await versions.insert(tx, version, activityRows(versionId, structure.root));
    await onNew?.(tx, versionId);
    await audit.record(tx, {
      agencyId: owner.agencyId,
      actorId: owner.personId,
      action: 'package.imported',
      subjectType: 'course-version',
      subjectId: versionId,
      details: { courseId, number, sha256: upload.sha256, name: upload.name, bytes: upload.bytes },
    });
    return { isNew: true, versionId, courseId, number, title };
  }

  return { importUpload, importFile };
}

/** See `createImporter`. */
export type Importer = ReturnType<typeof createImporter>;

function refusal(issues: readonly PackageIssue[]): AppError {
  const all = sorted(issues);
  const errors = all.filter((issue) => issue.severity === 'error').length;
  const what = errors === 1 ? 'one thing is wrong with it' : `${errors} things are wrong with it`;
  return new AppError('PACKAGE_REFUSED', 422, `The package was not taken: ${what}. Nothing of it was kept.`, {
    help: 'Correct what is listed, export the course again and upload it once more.',
    issues: all,
  });
}

function fileRow(versionId: string, file: WrittenFile): ContentFileRow {
  const { path, bytes, storedBytes, method, offset } = file;
  const crc32 = file.crc32.toString(16).padStart(8, '0');
  return { id: newId(), versionId, path, mediaType: mediaTypeOf(path).type, bytes, storedBytes, method, offset, crc32 };
}
