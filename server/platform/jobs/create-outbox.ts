import { DataTypes, Op } from 'sequelize';
import { z } from 'zod';
import type { Clock, Database, Jobs, Outbox } from '../contract.ts';
import { defineModel } from '../database/define-model.ts';
import { newId } from '../ids/new-id.ts';
import { parsePayload } from './job-payload.ts';

interface EventRow {
  id: string;
  type: string;
  payload: string;
  createdAt: Date;
  handledBy: string | null;
  doneAt: Date | null;
}

type Handler = Parameters<Outbox['on']>[2];

const JOB_TYPE = 'outbox.deliver';
const CLEAN_TYPE = 'outbox.clean';
const TRIES = 20;
const DAY_MS = 24 * 3_600_000;
const KEEP_DONE_MS = 30 * DAY_MS;
const handledInput = z.array(z.string());
/** Jobs of the release before named one event. */
const jobInput = z.union([z.object({ events: z.array(z.string()) }), z.object({ event: z.string() })]);

/** News in rows: each event brings a stored job that calls its handlers, those only that have not finished yet. */
export function createOutbox(database: Database, jobs: Jobs, clock: Clock): Outbox {
  const events = defineModel<EventRow>(database, 'outbox_events', {
    id: { type: DataTypes.STRING(26), primaryKey: true },
    type: DataTypes.STRING(80),
    payload: DataTypes.TEXT,
    createdAt: DataTypes.DATE(3),
    handledBy: DataTypes.TEXT,
    doneAt: DataTypes.DATE(3),
  });
  const rows = database.plain(events);
  const handlers = new Map<string, Map<string, Handler>>();

  const update = (id: string, values: Partial<EventRow>): Promise<void> =>
    database.write(async (transaction) => {
      await events.update(values, { where: { id }, transaction });
    });

  const deliver = async (id: string): Promise<void> => {
    const event = await events.findByPk(id, { transaction: null });
    if (event === null || event.doneAt !== null) return;
    const handled = new Set(handledInput.parse(JSON.parse(event.handledBy ?? '[]')));
    const failures: unknown[] = [];
    for (const [name, handler] of handlers.get(event.type) ?? []) {
      if (handled.has(name)) continue;
      try {
        await handler(parsePayload(event.payload), { id, at: event.createdAt });
        handled.add(name);
        await update(id, { handledBy: JSON.stringify([...handled]) });
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
    await update(id, { doneAt: clock.now() });
  };

  /** One event that fails keeps none of the others; those that are done are passed over at the next try. */
  const deliverAll = async (payload: unknown): Promise<void> => {
    const named = jobInput.parse(payload);
    const failures: unknown[] = [];
    for (const id of 'events' in named ? named.events : [named.event]) {
      await deliver(id).catch((error: unknown) => failures.push(error));
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('; '));
  };

  jobs.on(CLEAN_TYPE, () =>
    database.write(async (transaction) => {
      const before = new Date(clock.now().getTime() - KEEP_DONE_MS);
      await events.destroy({ where: { doneAt: { [Op.lt]: before } }, transaction });
    }, 'bulk'),
  );
  jobs.every(CLEAN_TYPE, DAY_MS);
  jobs.on(JOB_TYPE, deliverAll, { tries: TRIES });

  const emitAll: Outbox['emitAll'] = async (tx, type, payloads) => {
    if (payloads.length === 0) return;
    const createdAt = clock.now();
    const news = payloads.map((payload) => ({ id: newId(), type, payload: JSON.stringify(payload), createdAt }));
    await rows.append(
      tx,
      news.map((row) => ({ ...row, handledBy: null, doneAt: null })),
    );
    await jobs.enqueue(tx, JOB_TYPE, { events: news.map(({ id }) => id) });
  };

  return {
    emit: (tx, type, payload) => emitAll(tx, type, [payload]),
    emitAll,
    on(type, name, handler) {
      const named = handlers.get(type) ?? new Map<string, Handler>();
      named.set(name, handler);
      handlers.set(type, named);
    },
  };
}
