import { join } from 'node:path';
import { configFor, type Config } from '../../server/platform/index.ts';

/** Settings of a server of a bench whose database and files lie in `folder`. */
export function benchConfig(folder: string): Config {
  return configFor({
    publicUrl: 'http://localhost:1',
    contentUrl: 'http://127.0.0.1:2',
    database: `sqlite:${join(folder, 'bench.sqlite')}`,
    storage: join(folder, 'content'),
    mailDirectory: join(folder, 'mail'),
    secrets: ['a secret for benches that is long enough'],
  });
}
