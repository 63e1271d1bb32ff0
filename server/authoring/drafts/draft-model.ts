import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';

/** A course in work. */
export interface DraftRow {
  id: string;
  agencyId: string;
  /** Name of the folder below `courses/`. */
  folder: string;
  /** As its course.yaml says it. */
  title: string;
  /** Rises with every change of any file. */
  revision: number;
  /** Course that it was published as; null: not yet. */
  courseId: string | null;
  state: 'open' | 'retired';
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
}

/** A source file of a draft. */
export interface DraftFileRow {
  id: string;
  agencyId: string;
  draftId: string;
  /** From the folder: `modules/01-name.yaml`. */
  path: string;
  text: string;
  revision: number;
  updatedBy: string;
  updatedAt: Date;
  removedAt: Date | null;
}

/** What one person changed in a file at once. */
export interface DraftEditRow {
  id: string;
  agencyId: string;
  draftId: string;
  path: string;
  /** Of the file, after the edit. */
  revision: number;
  /** Made by the browser. */
  editId: string;
  personId: string;
  /** JSON of DraftEdit[], as applied. */
  edits: string;
  /** JSON of DraftEdit[]: what takes it back. */
  inverse: string;
  madeAt: Date;
}

/** A picture, film, sound, caption or transcript of a draft; its bytes lie in the store under their hash. */
export interface DraftMediaRow {
  id: string;
  agencyId: string;
  draftId: string;
  /** From the folder: `media/hall.svg`. */
  path: string;
  sha256: string;
  bytes: number;
  mediaType: string;
  /** Pixels; null for what has none. */
  width: number | null;
  height: number | null;
  alt: string;
  credit: string;
  uploadedBy: string;
  uploadedAt: Date;
  removedAt: Date | null;
}

/** Where a person was last. */
export interface DraftPresenceRow {
  id: string;
  agencyId: string;
  draftId: string;
  personId: string;
  path: string;
  blockId: string | null;
  seenAt: Date;
}

const key = { type: DataTypes.STRING(26), allowNull: false };
const id = { ...key, primaryKey: true };
const word = (length: number, allowNull = false) => ({ type: DataTypes.STRING(length), allowNull });
const text = { type: DataTypes.TEXT, allowNull: false };
const integer = (allowNull = false) => ({ type: DataTypes.INTEGER, allowNull });
const moment = (allowNull = false) => ({ type: DataTypes.DATE(3), allowNull });

/** Tables of the folder. */
export function defineDraftModels(database: Database) {
  const ofDraft = { id, agencyId: key, draftId: key };
  return {
    drafts: defineModel<DraftRow>(database, 'drafts', {
      id,
      agencyId: key,
      folder: word(60),
      title: word(400),
      revision: integer(),
      courseId: word(26, true),
      state: word(10),
      createdBy: key,
      createdAt: moment(),
      updatedAt: moment(),
    }),
    files: defineModel<DraftFileRow>(database, 'draft_files', {
      ...ofDraft,
      path: word(200),
      text,
      revision: integer(),
      updatedBy: key,
      updatedAt: moment(),
      removedAt: moment(true),
    }),
    edits: defineModel<DraftEditRow>(database, 'draft_edits', {
      ...ofDraft,
      path: word(200),
      revision: integer(),
      editId: word(64),
      personId: key,
      edits: text,
      inverse: text,
      madeAt: moment(),
    }),
    media: defineModel<DraftMediaRow>(database, 'draft_media', {
      ...ofDraft,
      path: word(200),
      sha256: word(64),
      bytes: { type: DataTypes.DOUBLE, allowNull: false },
      mediaType: word(120),
      width: integer(true),
      height: integer(true),
      alt: text,
      credit: text,
      uploadedBy: key,
      uploadedAt: moment(),
      removedAt: moment(true),
    }),
    presence: defineModel<DraftPresenceRow>(database, 'draft_presence', {
      ...ofDraft,
      personId: key,
      path: word(200),
      blockId: word(40, true),
      seenAt: moment(),
    }),
  };
}

/** See `defineDraftModels`. */
export type DraftModels = ReturnType<typeof defineDraftModels>;
