import { DataTypes } from 'sequelize';
import type { Database } from '../platform/index.ts';
import { defineModel } from '../platform/index.ts';
import { count, key, moment, word } from './attempt-model.ts';

/** One entry of an attempt's chain, never changed. */
export type CommitRow = {
  id: string;
  agencyId: string;
  attemptId: string;
  launchId: string;
  /** Below 0 for the end of a launch. */
  seq: number;
  /** From 1 within the attempt. */
  position: number;
  /**
   * Order over all attempts, for a rebuild: above that of every entry which was stored before this one was projected. Entries
   * projected at the same instant by two processes may share one.
   */
  turn: number;
  scoId: string;
  /** Trigger of a commit, or `end`. */
  trigger: string;
  final: boolean;
  /** `uncounted`: made in review or browse mode. */
  outcome: 'projected' | 'obsolete' | 'uncounted';
  receivedAt: Date;
  clientTime: string;
  bytes: number;
  payloadSha256: string;
  /** gzip; null once erased. */
  payload: Buffer | null;
  /** 1 in rows of an older release, see `nextLink`. */
  linkFormat: number;
  /** Hex sha256 of the payload as it is packed; null in format 1. */
  packedSha256: string | null;
  link: string;
};

/** A commit that came too late: kept, seen by officer and instructor, never counted. */
export type StrayRow = {
  id: string;
  agencyId: string;
  attemptId: string;
  launchId: string;
  seq: number;
  scoId: string;
  /** superseded | seq-reused */
  reason: string;
  receivedAt: Date;
  payloadSha256: string;
  payload: Buffer | null;
};

/** Models of commits and stray commits. */
export function defineCommitModels(database: Database) {
  const commits = defineModel<CommitRow>(database, 'commits', {
    id: key(true),
    agencyId: key(),
    attemptId: key(),
    launchId: key(),
    seq: count(),
    position: count(),
    turn: { type: DataTypes.DOUBLE, allowNull: false },
    scoId: word(1000),
    trigger: word(12),
    final: { type: DataTypes.BOOLEAN, allowNull: false },
    outcome: word(12),
    receivedAt: moment(),
    clientTime: word(40),
    bytes: count(),
    payloadSha256: word(64),
    payload: { type: DataTypes.BLOB, allowNull: true },
    linkFormat: count(),
    packedSha256: { type: DataTypes.STRING(64), allowNull: true },
    link: word(64),
  });
  const strays = defineModel<StrayRow>(database, 'stray_commits', {
    id: key(true),
    agencyId: key(),
    attemptId: key(),
    launchId: key(),
    seq: count(),
    scoId: word(1000),
    reason: word(40),
    receivedAt: moment(),
    payloadSha256: word(64),
    payload: { type: DataTypes.BLOB, allowNull: true },
  });
  return { commits, strays };
}
