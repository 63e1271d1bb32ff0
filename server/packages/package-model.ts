import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../platform/index.ts';

/** draft: never published; withdrawn: no new attempts, running ones go on. */
export type CourseState = 'draft' | 'published' | 'withdrawn';
/** found: checked and stored, not offered yet. */
export type VersionState = 'found' | 'published' | 'withdrawn';

/** A course as people know it; what is played is one of its versions. */
export interface CourseRow {
  id: string;
  /** null: library, for every agency. */
  agencyId: string | null;
  title: string;
  description: string;
  strand: string;
  state: CourseState;
  currentVersionId: string | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** Another agency that may see a course. */
export interface CourseShareRow {
  id: string;
  courseId: string;
  agencyId: string;
  createdAt: Date;
}

/** One immutable content of a course. */
export interface CourseVersionRow {
  id: string;
  courseId: string;
  agencyId: string | null;
  number: number;
  sourceSha256: string;
  sourceName: string;
  sourceBytes: number;
  origin: 'uploaded' | 'built';
  standard: string;
  edition: string;
  /** CourseStructure as JSON. */
  structure: string;
  /** PackageIssue[] as JSON. */
  issues: string;
  /** VersionLimits as JSON. */
  limits: string;
  archiveKey: string;
  fileCount: number;
  state: VersionState;
  createdBy: string | null;
  createdAt: Date;
  publishedAt: Date | null;
}

/** What a built version is graded by. */
export interface VersionAnswersRow {
  id: string;
  versionId: string;
  sourceSha256: string;
  /** CourseAnswers as gzipped JSON. */
  answers: Buffer;
  createdAt: Date;
}

/** One activity of a version's tree. */
export interface ActivityRow {
  id: string;
  versionId: string;
  identifier: string;
  parentId: string | null;
  position: number;
  depth: number;
  title: string;
  type: 'cluster' | 'sco' | 'asset';
  href: string | null;
  parameters: string;
  masteryScore: number | null;
  completionThreshold: string | null;
  dataFromLms: string | null;
  prerequisites: string | null;
  maxTimeAllowed: string | null;
  timeLimitAction: string | null;
  sequencing: string;
}

/** One file of a version in its stored archive. */
export interface ContentFileRow {
  id: string;
  versionId: string;
  path: string;
  mediaType: string;
  bytes: number;
  storedBytes: number;
  method: 'deflate' | 'store';
  offset: number;
  crc32: string;
}

const id = { type: DataTypes.STRING(26), primaryKey: true, allowNull: false };
const reference = (allowNull = false) => ({ type: DataTypes.STRING(26), allowNull });
const string = (length: number, allowNull = false) => ({ type: DataTypes.STRING(length), allowNull });
const text = (allowNull = false) => ({ type: DataTypes.TEXT, allowNull });
const integer = { type: DataTypes.INTEGER, allowNull: false };
const bytes = { type: DataTypes.DOUBLE, allowNull: false };
const moment = (allowNull = false) => ({ type: DataTypes.DATE(3), allowNull });

/** Columns of the room's tables, defined on one database. */
export function definePackageModels(database: Database) {
  const Course = defineModel<CourseRow & { currentVersion?: CourseVersionRow | null; versions?: CourseVersionRow[] }>(
    database,
    'courses',
    {
      id,
      agencyId: reference(true),
      title: string(300),
      description: text(),
      strand: string(20),
      state: string(12),
      currentVersionId: reference(true),
      createdBy: reference(true),
      createdAt: moment(),
      updatedAt: moment(),
    },
  );
  const CourseShare = defineModel<CourseShareRow>(database, 'course_shares', {
    id,
    courseId: reference(),
    agencyId: reference(),
    createdAt: moment(),
  });
  const CourseVersion = defineModel<CourseVersionRow & { course?: CourseRow }>(database, 'course_versions', {
    id,
    courseId: reference(),
    agencyId: reference(true),
    number: integer,
    sourceSha256: string(64),
    sourceName: string(255),
    sourceBytes: bytes,
    origin: string(10),
    standard: string(20),
    edition: string(20),
    structure: text(),
    issues: text(),
    limits: text(),
    archiveKey: string(200),
    fileCount: integer,
    state: string(12),
    createdBy: reference(true),
    createdAt: moment(),
    publishedAt: moment(true),
  });
  const Activity = defineModel<ActivityRow>(database, 'activities', {
    id,
    versionId: reference(),
    identifier: string(1000),
    parentId: reference(true),
    position: integer,
    depth: integer,
    title: text(),
    type: string(10),
    href: text(true),
    parameters: text(),
    masteryScore: { type: DataTypes.DOUBLE, allowNull: true },
    completionThreshold: text(true),
    dataFromLms: text(true),
    prerequisites: text(true),
    maxTimeAllowed: string(60, true),
    timeLimitAction: string(30, true),
    sequencing: text(),
  });
  const ContentFile = defineModel<ContentFileRow>(database, 'content_files', {
    id,
    versionId: reference(),
    path: text(),
    mediaType: string(120),
    bytes,
    storedBytes: bytes,
    method: string(10),
    offset: bytes,
    crc32: string(8),
  });
  const VersionAnswers = defineModel<VersionAnswersRow>(database, 'version_answers', {
    id,
    versionId: reference(),
    sourceSha256: string(64),
    answers: { type: DataTypes.BLOB, allowNull: false },
    createdAt: moment(),
  });
  Course.belongsTo(CourseVersion, { as: 'currentVersion', foreignKey: 'currentVersionId', constraints: false });
  Course.hasMany(CourseVersion, { as: 'versions', foreignKey: 'courseId', constraints: false });
  CourseVersion.belongsTo(Course, { as: 'course', foreignKey: 'courseId', constraints: false });
  return { Course, CourseShare, CourseVersion, Activity, ContentFile, VersionAnswers };
}

/** Models of the room. */
export type PackageModels = ReturnType<typeof definePackageModels>;
