import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';
/** Something that a person is told once. */
export interface NoticeRow {
  id: string;
  agencyId: string;
  personId: string;
  /** due-60 | due-30 | due-7 | overdue | expires-60 … | decided | assigned */
  kind: string;
  /** What it is about, so that nothing is told twice. */
  subjectKey: string;
  /** JSON: the values of its sentence. */
  facts: string;
  /** Path below the mount that it leads to. */
  href: string;
  createdAt: Date;
  readAt: Date | null;
  mailedAt: Date | null;
}

/** The address of a calendar. */
export interface CalendarFeedRow {
  /** Hash of the secret in the address. */
  tokenHash: string;
  agencyId: string;
  personId: string;
  createdAt: Date;
  endedAt: Date | null;
}

/** Tables of notices and calendars. */
export function defineNoticeModels(database: Database) {
  return {
    notices: defineModel<NoticeRow>(database, 'notices', {
      id: { type: DataTypes.STRING(26), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      kind: { type: DataTypes.STRING(30), allowNull: false },
      subjectKey: { type: DataTypes.STRING(120), allowNull: false },
      facts: { type: DataTypes.TEXT, allowNull: false },
      href: { type: DataTypes.STRING(255), allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      readAt: { type: DataTypes.DATE(3), allowNull: true },
      mailedAt: { type: DataTypes.DATE(3), allowNull: true },
    }),
    calendarFeeds: defineModel<CalendarFeedRow>(database, 'calendar_feeds', {
      tokenHash: { type: DataTypes.STRING(64), primaryKey: true, allowNull: false },
      agencyId: { type: DataTypes.STRING(26), allowNull: false },
      personId: { type: DataTypes.STRING(26), allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
      endedAt: { type: DataTypes.DATE(3), allowNull: true },
    }),
  };
}

/** See `defineNoticeModels`. */
export type NoticeModels = ReturnType<typeof defineNoticeModels>;
