import { DataTypes, type ModelStatic } from 'sequelize';
import type { Database } from '../contract.ts';
import { defineModel, type RowModel } from '../database/define-model.ts';

/** A stored job; `state` is waiting, running, done or failed. */
export interface JobRow {
  id: string;
  type: string;
  payload: string;
  key: string | null;
  state: 'waiting' | 'running' | 'done' | 'failed';
  runAt: Date;
  tries: number;
  mostTries: number;
  lockedUntil: Date | null;
  lastError: string | null;
  createdAt: Date;
  doneAt: Date | null;
}

/** Defines the table `jobs`. */
export function defineJobs(database: Database): ModelStatic<RowModel<JobRow>> {
  return defineModel<JobRow>(database, 'jobs', {
    id: { type: DataTypes.STRING(26), primaryKey: true },
    type: DataTypes.STRING(80),
    payload: DataTypes.TEXT,
    key: DataTypes.STRING(200),
    state: DataTypes.STRING(12),
    runAt: DataTypes.DATE(3),
    tries: DataTypes.INTEGER,
    mostTries: DataTypes.INTEGER,
    lockedUntil: DataTypes.DATE(3),
    lastError: DataTypes.TEXT,
    createdAt: DataTypes.DATE(3),
    doneAt: DataTypes.DATE(3),
  });
}
