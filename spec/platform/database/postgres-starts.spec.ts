import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { newId, openDatabase } from '../../../server/platform/index.ts';
import { postgresUrl } from '../../support/databases.ts';

const REFUSED = 3;

describe('a start beside a PostgreSQL that is only starting itself', function () {
  this.timeout(120_000);

  it('waits until it lets somebody in, and tells at once what waiting cannot mend', async () => {
    const target = new URL(await postgresUrl());
    const { hostname, port } = target;
    let asked = 0;
    // As a server does that is starting: the line opens, and ends before a word.
    const door = createServer((near) => {
      near.on('error', () => near.destroy());
      asked += 1;
      if (asked <= REFUSED) {
        near.destroy();
        return;
      }
      const far = connect(Number(port), hostname);
      far.on('error', () => near.destroy());
      near.once('close', () => far.destroy());
      far.once('close', () => near.destroy());
      near.pipe(far).pipe(near);
    }).listen(0, '127.0.0.1');
    await once(door, 'listening');
    try {
      target.hostname = '127.0.0.1';
      target.port = String((door.address() as AddressInfo).port);
      const database = await openDatabase({ url: target.href, tablePrefix: `t${newId().slice(-10)}_` });
      await database.migrate();
      expect(asked).to.be.greaterThan(REFUSED);
      await database.close();

      target.password = 'wrong';
      target.username = 'nobody-of-ours';
      asked = REFUSED;
      const stranger = await openDatabase({ url: target.href, tablePrefix: `t${newId().slice(-10)}_` });
      const refused = await stranger.migrate().then(
        () => null,
        (error: unknown) => error,
      );
      expect(refused).to.be.instanceOf(Error);
      expect(asked, 'no second try').to.equal(REFUSED + 1);
      await stranger.close();
    } finally {
      door.close();
    }
  });
});
