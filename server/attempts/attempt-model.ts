import { DataTypes } from 'sequelize';
import type { Database } from '../platform/index.ts';
import { defineModel } from '../platform/index.ts';
import type { CourseResult, LaunchMode } from '../standards/index.ts';

/** Through which door a person came to a course; `preview` is a look around, which no list of records shows. */
export type Door = 'catalogue' | 'assignment' | 'preview' | 'lti' | 'dispatch' | 'cmi5';

/** A person's place in a course, made once for each door. */
export type RegistrationRow = {
  id: string;
  agencyId: string;
  personId: string;
  courseId: string;
  door: Door;
  doorKey: string;
  createdAt: Date;
};

/** Where a registration stands, kept with every change of its attempts; a look around has none. */
export type RegistrationResultRow = {
  /** Of the registration. */
  id: string;
  agencyId: string;
  courseId: string;
  /** The attempt that counts; null before the first one. */
  attemptId: string | null;
  state: 'none' | 'running' | 'finished';
  outcome: 'passed' | 'done' | 'failed' | 'open';
  /** Scaled, -2 without one. */
  score: number;
};

/** One attempt on a pinned version; result, state, times and counters are read out of its commits. */
export type AttemptRow = CourseResult & {
  id: string;
  agencyId: string;
  registrationId: string;
  number: number;
  versionId: string;
  state: 'open' | 'suspended' | 'finished';
  seatMs: number;
  engagedMs: number;
  version: number;
  leaseLaunchId: string | null;
  leaseUntil: Date | null;
  lastLaunchId: string | null;
  /** gzip of JSON; not loaded with the others. */
  engineState: Buffer | null;
  engineVersion: string | null;
  engineLaunchId: string | null;
  engineSeq: number;
  /** JSON of what the server rolled up to the clusters (2004), see `believed-state`. */
  rolledUp: string | null;
  /** JSON of a score that somebody changed by hand and of the attempt's own, see `overrule`; null where it is its own. */
  overruled: string | null;
  chainHead: string;
  commitCount: number;
  startedAt: Date;
  lastSavedAt: Date | null;
  finishedAt: Date | null;
  /** What the rule of its version made of it; null where the package's own word counts. */
  ruled: 'open' | 'completed' | 'passed' | null;
  /** JSON list, see `rule-places`; null where no rule counts them. */
  places: string | null;
};

/** One opening of an attempt in one window. */
export type LaunchRow = {
  id: string;
  number: number;
  agencyId: string;
  attemptId: string;
  personId: string;
  door: Door;
  mode: LaunchMode;
  /** ContentLimits as JSON, as this launch was given them; null in rows of an older release. */
  limits: string | null;
  /** The person may author: sees what is right while looking around. */
  isAuthor: boolean;
  /** Empty when the person has signed out: no token fits. */
  tokenHash: string;
  state: 'active' | 'ended' | 'superseded';
  leaseUntil: Date;
  baseVersion: number;
  lastSeq: number;
  engagedMs: number;
  userAgent: string;
  browser: string;
  startedAt: Date;
  lastHeartbeatAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
  /** AcceptedRule as JSON that the launch was opened under; null for the package's own word. */
  rule: string | null;
};

/** The columns of a result, which attempts and SCO tracks share. */
export const resultColumns = {
  completion: { type: DataTypes.STRING(16), allowNull: false },
  success: { type: DataTypes.STRING(10), allowNull: false },
  scoreRaw: { type: DataTypes.DOUBLE, allowNull: true },
  scoreMin: { type: DataTypes.DOUBLE, allowNull: true },
  scoreMax: { type: DataTypes.DOUBLE, allowNull: true },
  scoreScaled: { type: DataTypes.DOUBLE, allowNull: true },
  progress: { type: DataTypes.DOUBLE, allowNull: true },
};

/** Identifier of a row or of another one. */
export const key = (isPrimary = false) => ({ type: DataTypes.STRING(26), allowNull: false, primaryKey: isPrimary });
/** Identifier that may be missing. */
const maybeKey = () => ({ type: DataTypes.STRING(26), allowNull: true });
/** Text of bounded length. */
export const word = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false });
/** Integer, 0 when not told. */
export const count = () => ({ type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 });
/** UTC moment with ms. */
export const moment = (allowNull = false) => ({ type: DataTypes.DATE(3), allowNull });

/** Models of registrations, where they stand, attempts and launches. */
export function defineAttemptModels(database: Database) {
  const registrations = defineModel<RegistrationRow>(database, 'registrations', {
    id: key(true),
    agencyId: key(),
    personId: key(),
    courseId: key(),
    door: word(12),
    doorKey: word(255),
    createdAt: moment(),
  });
  const results = defineModel<RegistrationResultRow>(database, 'registration_results', {
    id: key(true),
    agencyId: key(),
    courseId: key(),
    attemptId: maybeKey(),
    state: word(8),
    outcome: word(6),
    score: { type: DataTypes.DOUBLE, allowNull: false, defaultValue: -2 },
  });
  const attempts = defineModel<AttemptRow>(database, 'attempts', {
    id: key(true),
    agencyId: key(),
    registrationId: key(),
    number: count(),
    versionId: key(),
    state: word(12),
    ...resultColumns,
    seatMs: count(),
    engagedMs: count(),
    version: count(),
    leaseLaunchId: maybeKey(),
    leaseUntil: moment(true),
    lastLaunchId: maybeKey(),
    engineState: { type: DataTypes.BLOB, allowNull: true },
    engineVersion: { type: DataTypes.STRING(20), allowNull: true },
    engineLaunchId: maybeKey(),
    engineSeq: count(),
    rolledUp: { type: DataTypes.TEXT, allowNull: true },
    overruled: { type: DataTypes.TEXT, allowNull: true },
    chainHead: word(64),
    commitCount: count(),
    startedAt: moment(),
    lastSavedAt: moment(true),
    finishedAt: moment(true),
    ruled: { type: DataTypes.STRING(10), allowNull: true },
    places: { type: DataTypes.TEXT, allowNull: true },
  });
  const launches = defineModel<LaunchRow>(database, 'launches', {
    id: key(true),
    number: count(),
    agencyId: key(),
    attemptId: key(),
    personId: key(),
    door: word(12),
    mode: word(10),
    limits: { type: DataTypes.TEXT, allowNull: true },
    isAuthor: { type: DataTypes.BOOLEAN, allowNull: false },
    tokenHash: word(64),
    state: word(12),
    leaseUntil: moment(),
    baseVersion: count(),
    lastSeq: count(),
    engagedMs: count(),
    userAgent: word(255),
    browser: word(64),
    startedAt: moment(),
    lastHeartbeatAt: moment(true),
    endedAt: moment(true),
    endReason: { type: DataTypes.STRING(20), allowNull: true },
    rule: { type: DataTypes.TEXT, allowNull: true },
  });
  return { registrations, results, attempts, launches };
}
