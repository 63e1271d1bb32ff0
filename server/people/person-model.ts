import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../platform/index.ts';

/** One person, whatever the doors through which the person comes. */
export interface PersonRow {
  id: string;
  givenName: string;
  familyName: string;
  rank: string;
  /** Lower case. */
  email: string | null;
  passwordHash: string | null;
  passwordChangedAt: Date | null;
  locale: string;
  theme: string;
  /** all | overdue: which notices come by mail. */
  mailPreference: string;
  /** Id of the agency for which the person works now, '' for the first. */
  activeRole: string;
  createdAt: Date;
  disabledAt: Date | null;
}

/** How a person is known by somebody who signs people in. */
export interface IdentityRow {
  id: string;
  personId: string;
  kind: string;
  issuer: string;
  subject: string;
  asserted: boolean;
  createdAt: Date;
}

/** One role of a person in an organisation; an ended one stays as a record. */
export interface MembershipRow {
  id: string;
  personId: string;
  organisationType: string;
  organisationId: string;
  role: string;
  createdAt: Date;
  endedAt: Date | null;
}

/** An agency's question to somebody who has an account. */
export interface InvitationRow {
  id: string;
  agencyId: string;
  personId: string;
  /** JSON list of roles. */
  roles: string;
  invitedBy: string | null;
  createdAt: Date;
  /** null while it is open. */
  answer: 'accepted' | 'declined' | 'withdrawn' | null;
  answeredAt: Date | null;
}

/** A signed-in browser. */
export interface SessionRow {
  tokenHash: string;
  personId: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  userAgent: string;
}

/** A link that sets a password once. */
export interface PasswordResetRow {
  tokenHash: string;
  personId: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

const id = { type: DataTypes.STRING(26), primaryKey: true, allowNull: false };
const reference = { type: DataTypes.STRING(26), allowNull: false };
const text = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false });
const moment = { type: DataTypes.DATE(3), allowNull: false };
const maybeMoment = { type: DataTypes.DATE(3), allowNull: true };
const tokenHash = { type: DataTypes.STRING(64), primaryKey: true, allowNull: false };

/** Columns and associations of the room, defined on one database. */
export function definePeopleModels(database: Database) {
  const Person = defineModel<PersonRow & { memberships?: MembershipRow[] }>(database, 'people', {
    id,
    givenName: text(120),
    familyName: text(120),
    rank: text(40),
    email: { type: DataTypes.STRING(254), allowNull: true },
    passwordHash: { type: DataTypes.STRING(255), allowNull: true },
    passwordChangedAt: maybeMoment,
    locale: text(10),
    theme: text(10),
    mailPreference: { ...text(10), defaultValue: 'all' },
    activeRole: text(80),
    createdAt: moment,
    disabledAt: maybeMoment,
  });
  const Identity = defineModel<IdentityRow & { person?: PersonRow }>(database, 'identities', {
    id,
    personId: reference,
    kind: text(12),
    issuer: text(255),
    subject: text(255),
    asserted: { type: DataTypes.BOOLEAN, allowNull: false },
    createdAt: moment,
  });
  const Membership = defineModel<MembershipRow & { person?: PersonRow }>(database, 'memberships', {
    id,
    personId: reference,
    organisationType: text(10),
    organisationId: reference,
    role: text(20),
    createdAt: moment,
    endedAt: maybeMoment,
  });
  const Invitation = defineModel<InvitationRow & { person?: PersonRow }>(database, 'invitations', {
    id,
    agencyId: reference,
    personId: reference,
    roles: { type: DataTypes.TEXT, allowNull: false },
    invitedBy: { type: DataTypes.STRING(26), allowNull: true },
    createdAt: moment,
    answer: { type: DataTypes.STRING(10), allowNull: true },
    answeredAt: maybeMoment,
  });
  const Session = defineModel<SessionRow & { person?: PersonRow }>(database, 'sessions', {
    tokenHash,
    personId: reference,
    createdAt: moment,
    lastSeenAt: moment,
    expiresAt: moment,
    userAgent: text(255),
  });
  const PasswordReset = defineModel<PasswordResetRow>(database, 'password_resets', {
    tokenHash,
    personId: reference,
    createdAt: moment,
    expiresAt: moment,
    usedAt: maybeMoment,
  });
  Person.hasMany(Membership, { as: 'memberships', foreignKey: 'personId', constraints: false });
  Membership.belongsTo(Person, { as: 'person', foreignKey: 'personId', constraints: false });
  Invitation.belongsTo(Person, { as: 'person', foreignKey: 'personId', constraints: false });
  Identity.belongsTo(Person, { as: 'person', foreignKey: 'personId', constraints: false });
  Session.belongsTo(Person, { as: 'person', foreignKey: 'personId', constraints: false });
  return { Person, Identity, Membership, Invitation, Session, PasswordReset };
}

/** Models of the room. */
export type PeopleModels = ReturnType<typeof definePeopleModels>;
