import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';

/** A way in from another system: an LTI registration or a dispatch destination has one each. */
export interface DoorRow {
  id: string;
  agencyId: string;
  /** api: of what a key opens on an agency's own pages. */
  kind: 'lti' | 'dispatch' | 'api';
  title: string;
  isEnabled: boolean;
  /** JSON list of origins. */
  frameAncestors: string;
  createdBy: string;
  createdAt: Date;
}

/** Somebody who came through a door. */
export interface DoorPersonRow {
  id: string;
  agencyId: string;
  doorId: string;
  personId: string;
  firstAt: Date;
  lastAt: Date;
  visits: number;
}

const key = { type: DataTypes.STRING(26), allowNull: false };
const moment = { type: DataTypes.DATE(3), allowNull: false };

/** Tables of the folder. */
export function defineDoorModels(database: Database) {
  const id = { ...key, primaryKey: true };
  return {
    doors: defineModel<DoorRow>(database, 'doors', {
      id,
      agencyId: key,
      kind: { type: DataTypes.STRING(10), allowNull: false },
      title: { type: DataTypes.STRING(200), allowNull: false },
      isEnabled: { type: DataTypes.BOOLEAN, allowNull: false },
      frameAncestors: { type: DataTypes.TEXT, allowNull: false },
      createdBy: key,
      createdAt: moment,
    }),
    people: defineModel<DoorPersonRow>(database, 'door_people', {
      id,
      agencyId: key,
      doorId: key,
      personId: key,
      firstAt: moment,
      lastAt: moment,
      visits: { type: DataTypes.INTEGER, allowNull: false },
    }),
  };
}

/** See `defineDoorModels`. */
export type DoorModels = ReturnType<typeof defineDoorModels>;
