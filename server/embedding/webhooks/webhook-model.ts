import { DataTypes } from 'sequelize';
import { defineModel, type Database } from '../../platform/index.ts';

/** An address to which news of an agency go. */
export interface EndpointRow {
  id: string;
  agencyId: string;
  url: string;
  title: string;
  /** JSON list of types. */
  events: string;
  /** Sealed. */
  secret: string;
  previousSecret: string | null;
  previousUntil: Date | null;
  isEnabled: boolean;
  failingSince: Date | null;
  /** Why it was switched off, '' where it was not. */
  disabledWhy: string;
  createdBy: string;
  createdAt: Date;
  removedAt: Date | null;
}

/** One message to one endpoint. */
export interface DeliveryRow {
  id: string;
  agencyId: string;
  endpointId: string;
  eventId: string;
  type: string;
  /** As it is sent. */
  body: string;
  state: 'waiting' | 'delivered' | 'failed';
  tries: number;
  createdAt: Date;
  nextAt: Date | null;
  doneAt: Date | null;
}

/** One request and what came of it. */
export interface TryRow {
  id: string;
  agencyId: string;
  deliveryId: string;
  at: Date;
  /** null where no answer came. */
  status: number | null;
  durationMs: number;
  fault: string;
}

const id = { type: DataTypes.STRING(26), primaryKey: true, allowNull: false };
const reference = { type: DataTypes.STRING(26), allowNull: false };
const words = (length: number) => ({ type: DataTypes.STRING(length), allowNull: false });
const text = (allowNull = false) => ({ type: DataTypes.TEXT, allowNull });
const moment = (allowNull = false) => ({ type: DataTypes.DATE(3), allowNull });
const integer = (allowNull = false) => ({ type: DataTypes.INTEGER, allowNull });

/** Columns of the folder's tables, defined on one database. */
export function defineWebhookModels(database: Database) {
  return {
    endpoints: defineModel<EndpointRow>(database, 'webhook_endpoints', {
      id,
      agencyId: reference,
      url: words(2000),
      title: words(100),
      events: text(),
      secret: text(),
      previousSecret: text(true),
      previousUntil: moment(true),
      isEnabled: { type: DataTypes.BOOLEAN, allowNull: false },
      failingSince: moment(true),
      disabledWhy: words(200),
      createdBy: reference,
      createdAt: moment(),
      removedAt: moment(true),
    }),
    deliveries: defineModel<DeliveryRow>(database, 'webhook_deliveries', {
      id,
      agencyId: reference,
      endpointId: reference,
      eventId: reference,
      type: words(60),
      body: text(),
      state: words(12),
      tries: integer(),
      createdAt: moment(),
      nextAt: moment(true),
      doneAt: moment(true),
    }),
    tries: defineModel<TryRow>(database, 'webhook_tries', {
      id,
      agencyId: reference,
      deliveryId: reference,
      at: moment(),
      status: integer(true),
      durationMs: integer(),
      fault: words(300),
    }),
  };
}

/** See {@link defineWebhookModels}. */
export type WebhookModels = ReturnType<typeof defineWebhookModels>;
