import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSchoolbeat, type Schoolbeat } from '../../server/app.ts';
import { configFor, createAssets, silentLog } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import { quickPasswords } from '../support/people.ts';

describe('the migrated schema and the models', () => {
  forEachDatabase((make) => {
    let directory: string;
    let app: Schoolbeat;

    before(async () => {
      directory = await mkdtemp(join(tmpdir(), 'schoolbeat-schema-'));
      const database = await make();
      const config = configFor({
        publicUrl: 'http://localhost:1',
        secrets: ['a secret for specs that is long enough'],
        storage: directory,
        tablePrefix: database.tablePrefix,
      });
      const assets = createAssets({ directory, unbuilt: true });
      app = await openSchoolbeat(config, { database, assets, log: silentLog(), passwords: await quickPasswords() });
    });
    after(async () => {
      await app.close();
      await rm(directory, { recursive: true, force: true });
    });

    it('agree on every column, table by table', async () => {
      const { sequelize } = app.platform.database;
      const query = sequelize.getQueryInterface();
      const models = Object.values(sequelize.models);
      expect(models.length).to.be.at.least(20);
      const differences: string[] = [];
      for (const model of models) {
        const columns = Object.keys(await query.describeTable(model.getTableName()));
        const fields = Object.values(model.getAttributes()).map((attribute) => attribute.field ?? '');
        for (const field of fields)
          if (!columns.includes(field)) differences.push(`${model.name} has no column ${field}`);
        for (const column of columns) {
          if (!fields.includes(column)) differences.push(`${model.name}.${column} is in no model`);
        }
      }
      expect(differences).to.deep.equal([]);
    });
  });
});
