import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';

/** Something that a colleague says about a file or a block. */
export interface CommentRow {
  id: string;
  agencyId: string;
  draftId: string;
  path: string;
  /** Null: about the whole file. */
  blockId: string | null;
  words: string;
  personId: string;
  madeAt: Date;
  resolvedBy: string | null;
  resolvedAt: Date | null;
}

/** Somebody checked the law that a module teaches. */
export interface ApprovalRow {
  id: string;
  agencyId: string;
  draftId: string;
  path: string;
  /** Of the file, with the approval in it. */
  revision: number;
  /** Of the module, its translations and the banks that it draws from; null: not known. */
  sha256: string | null;
  /** As the module names it. */
  reviewer: string;
  /** `2027-06-30` */
  reviewBy: string;
  /** Whose account approved. */
  personId: string;
  approvedAt: Date;
}

/** How a request for a review stands. */
export type RequestState = 'open' | 'approved' | 'changes' | 'withdrawn';

/** An author asks a colleague to review a module. */
export interface RequestRow {
  id: string;
  agencyId: string;
  draftId: string;
  path: string;
  /** Who is asked. */
  askedId: string;
  askedBy: string;
  askedAt: Date;
  /** `2026-12-01`; null: no day. */
  dueOn: string | null;
  state: RequestState;
  answeredAt: Date | null;
  /** File and person while it is open, null after. */
  openKey: string | null;
}

/** What becomes of attempts that run on earlier versions. */
export type RunningDecision = 'finish' | 'offer';
/** What becomes of certificates that name earlier versions. */
export type CertificatesDecision = 'stand' | 'kept' | 'void' | 'ask';

/** A published version of a draft. */
export interface ReleaseRow {
  id: string;
  agencyId: string;
  draftId: string;
  courseId: string;
  versionId: string;
  /** From 1, of this draft. */
  number: number;
  /** JSON of ReleasedSource. */
  source: string;
  note: string;
  running: RunningDecision;
  certificates: CertificatesDecision;
  releasedBy: string;
  releasedAt: Date;
}

const key = (allowNull = false) => ({ type: DataTypes.STRING(26), allowNull });
const id = { ...key(), primaryKey: true };
const word = (length: number, allowNull = false) => ({ type: DataTypes.STRING(length), allowNull });
const text = { type: DataTypes.TEXT, allowNull: false };
const integer = { type: DataTypes.INTEGER, allowNull: false };
const moment = (allowNull = false) => ({ type: DataTypes.DATE(3), allowNull });

/** Tables of the folder. */
export function defineFlowModels(database: Database) {
  const ofDraft = { id, agencyId: key(), draftId: key() };
  return {
    comments: defineModel<CommentRow>(database, 'draft_comments', {
      ...ofDraft,
      path: word(200),
      blockId: word(40, true),
      words: text,
      personId: key(),
      madeAt: moment(),
      resolvedBy: key(true),
      resolvedAt: moment(true),
    }),
    approvals: defineModel<ApprovalRow>(database, 'draft_approvals', {
      ...ofDraft,
      path: word(200),
      revision: integer,
      sha256: word(64, true),
      reviewer: word(200),
      reviewBy: word(10),
      personId: key(),
      approvedAt: moment(),
    }),
    requests: defineModel<RequestRow>(database, 'draft_review_requests', {
      ...ofDraft,
      path: word(200),
      askedId: key(),
      askedBy: key(),
      askedAt: moment(),
      dueOn: word(10, true),
      state: word(10),
      answeredAt: moment(true),
      openKey: word(230, true),
    }),
    releases: defineModel<ReleaseRow>(database, 'draft_releases', {
      ...ofDraft,
      courseId: key(),
      versionId: key(),
      number: integer,
      source: text,
      note: text,
      running: word(10),
      certificates: word(10),
      releasedBy: key(),
      releasedAt: moment(),
    }),
  };
}

/** See `defineFlowModels`. */
export type FlowModels = ReturnType<typeof defineFlowModels>;
