import type { Database } from '../../server/platform/index.ts';

/** How many statements a piece of work runs, without those that open and end transactions. */
export async function statementsOfReads({ sequelize }: Database, work: () => PromiseLike<unknown>): Promise<number> {
  const options: { logging: unknown } = Reflect.get(sequelize, 'options');
  let count = 0;
  options.logging = (sql: string) => {
    if (/: *(?:SELECT|WITH)\b/i.test(sql)) count += 1;
  };
  try {
    await work();
  } finally {
    options.logging = false;
  }
  return count;
}
