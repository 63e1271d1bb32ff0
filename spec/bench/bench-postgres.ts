import { Sequelize } from 'sequelize';
import { startPostgres } from '../support/postgres-server.ts';

/** A PostgreSQL for one bench; each run gets an empty database of its own. */
export interface BenchPostgres {
  emptyDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL as it comes, `fsync` and `synchronous_commit` on. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  const server = await startPostgres();
  let count = 0;
  return {
    async emptyDatabase() {
      count += 1;
      const admin = new Sequelize(server.url, { dialect: 'postgres', logging: false });
      await admin.query(`CREATE DATABASE bench_${count}`);
      await admin.close();
      return server.url.replace(/postgres$/, `bench_${count}`);
    },
    stop: () => server.stop(),
  };
}
