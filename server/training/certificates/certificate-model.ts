import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';
/** Immutable; what becomes of it is told by decisions. */
export interface CertificateRow {
  id: string;
  agencyId: string;
  /** "HC-2026-000123": counted within the agency and year. */
  number: string;
  /** Of the address at which anyone can check it; cannot be guessed. */
  code: string;
  personId: string;
  courseId: string;
  versionId: string | null;
  attemptId: string | null;
  assignmentId: string | null;
  verdictId: string;
  /** All that it says, frozen, as JSON; and its hash. */
  content: string;
  contentSha256: string;
  issuedOn: string;
  expiresOn: string | null;
  createdAt: Date;
}

/** A certificate made void, or kept though its version was withdrawn. */
export interface CertificateDecisionRow {
  id: string;
  agencyId: string;
  certificateId: string;
  /** void | kept */
  decision: 'void' | 'kept';
  reason: string;
  decidedBy: string;
  at: Date;
}

/** A key that signs transcripts. */
export interface SigningKeyRow {
  /** Thumbprint of the public key (RFC 7638). */
  id: string;
  /** Ed25519 */
  algorithm: string;
  /** JWK as JSON; the private one is sealed with the server's secret. */
  publicKey: string;
  privateKey: string;
  createdAt: Date;
  /** Signs no more; still verifies. */
  retiredAt: Date | null;
}

/** Tables of certificates and transcripts. */
export function defineCertificateModels(database: Database) {
  return {
    certificates: defineModel<CertificateRow>(database, 'certificates', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      number: { type: DataTypes.STRING(40), allowNull: false },
      code: { type: DataTypes.STRING(40), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      courseId: { type: DataTypes.STRING(26), allowNull: false },
      versionId: { type: DataTypes.STRING(26), allowNull: true },
      attemptId: { type: DataTypes.STRING(26), allowNull: true },
      assignmentId: { type: DataTypes.STRING(26), allowNull: true },
      verdictId: { type: DataTypes.STRING(26), allowNull: false },
      content: { type: DataTypes.TEXT, allowNull: false },
      contentSha256: { type: DataTypes.STRING(64), allowNull: false },
      issuedOn: { type: DataTypes.STRING(10), allowNull: false },
      expiresOn: { type: DataTypes.STRING(10), allowNull: true },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
    }),
    certificateDecisions: defineModel<CertificateDecisionRow>(database, 'certificate_decisions', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      certificateId: { type: DataTypes.STRING(26), allowNull: false },
      decision: { type: DataTypes.STRING(10), allowNull: false },
      reason: { type: DataTypes.TEXT, allowNull: false },
      decidedBy: { type: DataTypes.STRING(26), allowNull: false },
      at: { type: DataTypes.DATE(3), allowNull: false },
    }),
    signingKeys: defineModel<SigningKeyRow>(database, 'signing_keys', {
      id: { type: DataTypes.STRING(64), primaryKey: true, allowNull: false },
      algorithm: { type: DataTypes.STRING(12), allowNull: false },
      publicKey: { type: DataTypes.TEXT, allowNull: false },
      privateKey: { type: DataTypes.TEXT, allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      retiredAt: { type: DataTypes.DATE(3), allowNull: true },
    }),
  };
}

/** See `defineCertificateModels`. */
export type CertificateModels = ReturnType<typeof defineCertificateModels>;
