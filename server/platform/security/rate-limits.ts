import { DataTypes, Op } from 'sequelize';
import type { Clock, Database, Jobs, RateLimits } from '../contract.ts';
import { defineModel } from '../database/define-model.ts';

const CLEAN_TYPE = 'limits.clean';
const DAY_MS = 24 * 3_600_000;

/** Counters in rows, one a key and window; those whose window is over are removed daily. */
export function createRateLimits(database: Database, clock: Clock, jobs: Jobs): RateLimits {
  const counters = defineModel<{ key: string; count: number; resetsAt: Date }>(database, 'rate_limits', {
    key: { type: DataTypes.STRING(200), primaryKey: true },
    count: DataTypes.INTEGER,
    resetsAt: DataTypes.DATE(3),
  });
  jobs.on(CLEAN_TYPE, () =>
    database.write(async (transaction) => {
      await counters.destroy({ where: { resetsAt: { [Op.lt]: clock.now() } }, transaction });
    }, 'bulk'),
  );
  jobs.every(CLEAN_TYPE, DAY_MS);
  return {
    hit: (key, most, ms) =>
      database.write(async (transaction) => {
        const now = clock.now();
        const fresh = { count: 0, resetsAt: new Date(now.getTime() + ms) };
        await counters.bulkCreate([{ key, ...fresh }], { transaction, ignoreDuplicates: true });
        const row = await counters.findByPk(key, { transaction, lock: transaction.LOCK.UPDATE, rejectOnEmpty: true });
        const { count, resetsAt } = row.resetsAt > now ? row : fresh;
        await row.update({ count: count + 1, resetsAt }, { transaction });
        const allowed = count < most;
        const resetsInMs = resetsAt.getTime() - now.getTime();
        const left = Math.max(0, most - count - 1);
        return { allowed, retryAfterMs: allowed ? 0 : resetsInMs, left, resetsInMs };
      }),
    clear: (key) =>
      database.write(async (transaction) => {
        await counters.destroy({ where: { key }, transaction });
      }),
  };
}
