import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';

/** A secret with which a program of an agency comes in. */
export interface ApiKeyRow {
  id: string;
  agencyId: string;
  name: string;
  /** First letters of the key. */
  hint: string;
  tokenHash: string;
  /** JSON list of scopes. */
  scopes: string;
  /** JSON list of origins. */
  origins: string;
  doorId: string | null;
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  revokedBy: string | null;
}

/** What was answered to a request that named an idempotency key. */
export interface ApiAnswerRow {
  id: string;
  agencyId: string;
  keyId: string;
  idempotencyKey: string;
  requestSha256: string;
  /** null while the first request goes on. */
  status: number | null;
  /** Sealed JSON. */
  answer: string | null;
  createdAt: Date;
}

const id = { type: DataTypes.STRING(26), primaryKey: true, allowNull: false };
const reference = (allowNull = false) => ({ type: DataTypes.STRING(26), allowNull });
const words = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false });
const text = (allowNull = false) => ({ type: DataTypes.TEXT, allowNull });
const moment = (allowNull = false) => ({ type: DataTypes.DATE(3), allowNull });

/** Columns of the folder's tables, defined on one database. */
export function defineApiModels(database: Database) {
  return {
    keys: defineModel<ApiKeyRow>(database, 'api_keys', {
      id,
      agencyId: reference(),
      name: words(100),
      hint: words(16),
      tokenHash: words(64),
      scopes: text(),
      origins: text(),
      doorId: reference(true),
      createdBy: reference(),
      createdAt: moment(),
      lastUsedAt: moment(true),
      revokedAt: moment(true),
      revokedBy: reference(true),
    }),
    answers: defineModel<ApiAnswerRow>(database, 'api_answers', {
      id,
      agencyId: reference(),
      keyId: reference(),
      idempotencyKey: words(200),
      requestSha256: words(64),
      status: { type: DataTypes.INTEGER, allowNull: true },
      answer: text(true),
      createdAt: moment(),
    }),
  };
}

/** See {@link defineApiModels}. */
export type ApiModels = ReturnType<typeof defineApiModels>;
