import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';

/** An LMS that an agency has connected; one for a door. */
export interface RegistrationRow {
  id: string;
  agencyId: string;
  doorId: string;
  issuer: string;
  clientId: string;
  authLoginUrl: string;
  /** null: the LMS offers no services. */
  tokenUrl: string | null;
  jwksUrl: string;
  tokenAudience: string | null;
  createdAt: Date;
  /** JSON; see `Refusal`. */
  lastRefusal: string | null;
  /** JSON; see `CheckResult`. */
  lastCheck: string | null;
}

/** A place of the LMS from which launches are taken. */
export interface DeploymentRow {
  id: string;
  registrationId: string;
  deploymentId: string;
  createdAt: Date;
}

/** A link by which an LMS registers itself, once. */
export interface InvitationRow {
  tokenHash: string;
  agencyId: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

/** A sign-in that has begun: state and nonce, each for once. */
export interface LoginRow {
  stateHash: string;
  nonceHash: string;
  registrationId: string;
  browserHash: string;
  targetLinkUri: string;
  /** JSON; see `LoginRequest`. */
  request: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

/** A place in the LMS that opens a course. */
export interface LinkRow {
  id: string;
  agencyId: string;
  registrationId: string;
  keyHash: string;
  deploymentId: string;
  resourceLinkId: string;
  title: string;
  contextHash: string;
  contextTitle: string;
  courseId: string;
  module: string | null;
  lineItemsUrl: string | null;
  lineItemUrl: string | null;
  membershipsUrl: string | null;
  /** JSON list. */
  scopes: string;
  busyUntil: Date | null;
  updatedAt: Date;
}

/** What an LMS has to know of one person at one link. */
export interface GradeRow {
  id: string;
  agencyId: string;
  linkId: string;
  /** Place in the course (attempts room). */
  registrationId: string;
  personId: string;
  subject: string;
  /** JSON; see `Score`. */
  wanted: string | null;
  stamp: Date | null;
  sent: string | null;
  sentAt: Date | null;
  state: 'none' | 'waiting' | 'sent' | 'failed';
  answer: string;
  tries: number;
  /** The last try ended without an answer: the LMS may have taken it. */
  isUnsure: boolean;
  busyUntil: Date | null;
  createdAt: Date;
}

/** Somebody in a course of the LMS, as it says itself. */
export interface MemberRow {
  id: string;
  agencyId: string;
  registrationId: string;
  contextHash: string;
  subject: string;
  name: string;
  email: string;
  roles: string;
  isActive: boolean;
  fetchedAt: Date;
}

/** A key pair of ours. */
export interface ToolKeyRow {
  id: string;
  publicKey: string;
  privateKey: string;
  createdAt: Date;
  retiredAt: Date | null;
}

/** An access token of an LMS. */
export interface TokenRow {
  id: string;
  registrationId: string;
  scopesHash: string;
  token: string;
  expiresAt: Date;
}

const id = { type: DataTypes.STRING(26), primaryKey: true, allowNull: false };
const reference = { type: DataTypes.STRING(26), allowNull: false };
const hash = { type: DataTypes.STRING(64), allowNull: false };
const key = { ...hash, primaryKey: true };
const line = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false });
const text = { type: DataTypes.TEXT, allowNull: false };
const maybeText = { type: DataTypes.TEXT, allowNull: true };
const moment = { type: DataTypes.DATE(3), allowNull: false };
const maybeMoment = { type: DataTypes.DATE(3), allowNull: true };

/** Columns of the folder's tables, defined on one database. */
export function defineLtiModels(database: Database) {
  return {
    registrations: defineModel<RegistrationRow>(database, 'lti_registrations', {
      id,
      agencyId: reference,
      doorId: reference,
      issuer: line(220),
      clientId: line(255),
      authLoginUrl: text,
      tokenUrl: maybeText,
      jwksUrl: text,
      tokenAudience: maybeText,
      createdAt: moment,
      lastRefusal: maybeText,
      lastCheck: maybeText,
    }),
    deployments: defineModel<DeploymentRow>(database, 'lti_deployments', {
      id,
      registrationId: reference,
      deploymentId: line(255),
      createdAt: moment,
    }),
    invitations: defineModel<InvitationRow>(database, 'lti_invitations', {
      tokenHash: key,
      agencyId: reference,
      createdBy: reference,
      createdAt: moment,
      expiresAt: moment,
      usedAt: maybeMoment,
    }),
    logins: defineModel<LoginRow>(database, 'lti_logins', {
      stateHash: key,
      nonceHash: hash,
      registrationId: reference,
      browserHash: hash,
      targetLinkUri: text,
      request: text,
      createdAt: moment,
      expiresAt: moment,
      usedAt: maybeMoment,
    }),
    links: defineModel<LinkRow>(database, 'lti_links', {
      id,
      agencyId: reference,
      registrationId: reference,
      keyHash: hash,
      deploymentId: line(255),
      resourceLinkId: line(255),
      title: line(255),
      contextHash: hash,
      contextTitle: line(255),
      courseId: reference,
      module: maybeText,
      lineItemsUrl: maybeText,
      lineItemUrl: maybeText,
      membershipsUrl: maybeText,
      scopes: text,
      busyUntil: maybeMoment,
      updatedAt: moment,
    }),
    grades: defineModel<GradeRow>(database, 'lti_grades', {
      id,
      agencyId: reference,
      linkId: reference,
      registrationId: reference,
      personId: reference,
      subject: line(255),
      wanted: maybeText,
      stamp: maybeMoment,
      sent: maybeText,
      sentAt: maybeMoment,
      state: line(10),
      answer: text,
      tries: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      isUnsure: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      busyUntil: maybeMoment,
      createdAt: moment,
    }),
    members: defineModel<MemberRow>(database, 'lti_members', {
      id,
      agencyId: reference,
      registrationId: reference,
      contextHash: hash,
      subject: line(255),
      name: line(255),
      email: line(254),
      roles: text,
      isActive: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true },
      fetchedAt: moment,
    }),
    keys: defineModel<ToolKeyRow>(database, 'lti_keys', {
      id: key,
      publicKey: text,
      privateKey: text,
      createdAt: moment,
      retiredAt: maybeMoment,
    }),
    tokens: defineModel<TokenRow>(database, 'lti_tokens', {
      id,
      registrationId: reference,
      scopesHash: hash,
      token: text,
      expiresAt: moment,
    }),
  };
}

/** Models of the folder. */
export type LtiModels = ReturnType<typeof defineLtiModels>;
