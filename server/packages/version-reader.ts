import { AppError, type Config, type Secrets, type Tx } from '../platform/index.ts';
import type { ContentLimits, CourseStructure, PackageIssue, StandardId } from '../standards/index.ts';
import type { CourseRow } from './package-model.ts';
import { readStoredLimits, type VersionLimits } from './package-input.ts';
import { contentTokenOf } from './serving/content-tokens.ts';
import { createWeightedCache } from './serving/weighted-cache.ts';
import type { VersionLine } from './course-store.ts';
import type { VersionStore } from './version-store.ts';

/** Everything that playing and judging a version needs. */
export interface LoadedVersion {
  readonly id: string;
  readonly number: number;
  readonly standard: StandardId;
  readonly state: VersionLine['state'];
  readonly course: CourseRow;
  readonly structure: CourseStructure;
  readonly limits: VersionLimits;
  /** Limits as the data model takes them: the standard's own where the instructor allowed nothing more. */
  readonly contentLimits: ContentLimits;
}

/** A version as records name it. */
export interface VersionName {
  readonly id: string;
  readonly number: number;
  readonly sourceSha256: string;
  readonly state: VersionLine['state'];
  readonly courseId: string;
  readonly courseTitle: string;
}

/** Characters (of JSON) of structures kept in memory. */
const STRUCTURE_CACHE = 20_000_000;
/** SCORM 1.2 RTE 3.4.2.2; SCORM 2004 RTE 4.2.21, the 2nd Edition's shorter one. */
const SUSPEND_DATA: Record<string, number> = { '1.2': 4096, '2004-2nd': 4000, '2004-3rd': 64_000, '2004-4th': 64_000 };

/** Reads versions for the rooms above; structures are immutable and kept in memory. */
export function createVersionReader(versions: VersionStore, config: Config, secrets: Secrets) {
  const structures = createWeightedCache<CourseStructure>(STRUCTURE_CACHE);

  async function structureOf(tx: Tx | null, versionId: string): Promise<CourseStructure | null> {
    const known = structures.get(versionId);
    if (known !== undefined) return known;
    const json = await versions.structure(tx, versionId);
    if (json === null) return null;
    const structure: CourseStructure = JSON.parse(json);
    structures.set(versionId, structure, json.length);
    return structure;
  }

  return {
    /** A version whatever its state; throws AppError `VERSION_NOT_FOUND` (404). Permission is the caller's. */
    async loadVersion(tx: Tx | null, versionId: string): Promise<LoadedVersion> {
      const found = await versions.line(tx, versionId);
      const structure = found === null ? null : await structureOf(tx, versionId);
      if (found === null || structure === null) {
        throw new AppError('VERSION_NOT_FOUND', 404, 'This version of the course is not there any more.');
      }
      const { version, course } = found;
      const limits = readStoredLimits(version.limits);
      const suspendData = limits.suspendData ?? SUSPEND_DATA[structure.edition] ?? 4096;
      const { id, number, state } = version;
      const { standard } = structure;
      return { id, number, standard, state, course, structure, limits, contentLimits: { suspendData } };
    },

    /** What records name of versions, whatever their state; those that are not there are left out. */
    async namesOf(tx: Tx | null, versionIds: readonly string[]): Promise<VersionName[]> {
      const found = await versions.lines(tx, versionIds);
      return found.map(({ version: { id, number, sourceSha256, state, courseId }, course: { title } }) => ({
        id,
        number,
        sourceSha256,
        state,
        courseId,
        courseTitle: title,
      }));
    },

    /** Findings of the import. */
    async issuesOf(tx: Tx | null, versionId: string): Promise<readonly PackageIssue[]> {
      const row = await versions.byId(tx, versionId);
      const issues: PackageIssue[] = JSON.parse(row?.issues ?? '[]');
      return issues;
    },

    /** Address of the version's files, with a slash at its end; null without a content origin. */
    contentBaseOf(version: Pick<LoadedVersion, 'id' | 'limits'>): string | null {
      if (config.contentUrl === null) return null;
      return `${config.contentUrl}/c/${contentTokenOf(secrets, version.id, version.limits.allowedHosts)}/`;
    },

    /** Address of the API frame for the version; null without a content origin. */
    apiFrameUrlOf(version: Pick<LoadedVersion, 'id' | 'limits' | 'standard'>): string | null {
      if (config.contentUrl === null) return null;
      const token = contentTokenOf(secrets, version.id, version.limits.allowedHosts);
      return `${config.contentUrl}/frame/${version.standard}.html?v=${token}`;
    },
  };
}

/** See `createVersionReader`. */
export type VersionReader = ReturnType<typeof createVersionReader>;
