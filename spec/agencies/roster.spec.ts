import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { Express } from 'express';
import type { Platform } from '../../server/platform/index.ts';
import { forEachDatabase } from '../support/databases.ts';
import {
  actorFor,
  buildOfficer,
  buildPerson,
  buildRooms,
  hostApp,
  openBrowser,
  signIn,
  type Browser,
  type BuiltPerson,
  type DeskRooms,
} from '../support/people.ts';
import { buildPlatform, standingClock } from '../support/platform.ts';
import { statementsOf } from '../support/statements.ts';

forEachDatabase((make) => {
  describe('a list of officers', () => {
    const clock = standingClock();
    let platform: Platform;
    let rooms: DeskRooms;
    let app: Express;
    let supervisor: BuiltPerson;
    let browser: Browser;

    before(async () => {
      platform = await buildPlatform(await make(), { clock });
      rooms = await buildRooms(platform);
      app = hostApp(platform, rooms.people, { extra: [rooms.desk.routes] });
      supervisor = await buildPerson(rooms, { roles: ['supervisor'] });
      const district = await rooms.agencies.createDistrict({ name: 'D', timeZone: 'America/Chicago', state: 'TX' });
      await rooms.agencies.createSchool(district.id, { name: 'Harlow High' });
      await rooms.agencies.serveDistrict(supervisor.agencyId, district.id);
      browser = openBrowser(app);
      await signIn(browser, supervisor);
    });

    const check = async (list: string): Promise<string> => {
      const { headers } = await browser.post('/officers/import').field('text', list).expect(303);
      return String(headers['location']);
    };
    const planIn = (html: string): string => /name="plan" value="(\w+)"/.exec(html)?.[1] ?? '';
    const confirm = async (page: string, plan: string) =>
      browser.post(`${page}/confirm`).type('form').send({ plan }).expect(303);
    const report = async (page: string): Promise<string> => (await browser.get(`${page}/report.csv`).expect(200)).text;

    it('is read from a file with semicolons, a mark, other line ends, quotes and the old code page, and nothing is written', async () => {
      const head = 'given_name;family_name;email;rank\r\n';
      const rows = `"Jo\nsé";Peña;jose@list.example;"Dep.; Sr."\r\n\r\nLee;Park;lee@list.example;\r\n`;
      for (const bytes of [
        Buffer.from(`\ufeff${head}${rows.replace('\n', ' ')}`),
        Buffer.from(head + rows.replace('\n', ' '), 'latin1'),
        Buffer.from(`\ufeff${head}${rows.replace('\n', ' ')}`, 'utf16le'),
      ]) {
        const { headers } = await browser.post('/officers/import').attach('file', bytes, 'list.csv').expect(303);
        const { text } = await browser.get(String(headers['location'])).expect(200);
        expect(text).to.include('Peña').and.include('Dep.; Sr.').and.include('Import 2 people');
      }
      expect(await rooms.people.accounts.byEmail('lee@list.example')).to.equal(null);
    });

    it('tells each error with its line, its column and what to do, quoted line ends counted', async () => {
      const list = [
        'given_name,family_name,rank,email,roles,school,placed_from,placed_until,badge',
        '"Two\nlines",X,,two@list.example,,,,,1',
        ',Nobody,,no@list.example,,,,,2',
        'A,B,,no address,chief,,,,3',
        'C,D,,c@list.example,,Nowhere High,2026-02-30,,4',
        'E,F,,e@list.example,partner,Harlow High,8/11/2026,8/1/2026,5',
        'G,H,,E@LIST.example,,,,,6',
        'I,J,,i@list.example,,,2026-01-01,,7',
        'K,L,,k@list.example,,,,,8,too,many',
        'M,N,,k2@list.example,officer,harlow  HIGH,8/11/2026,,9',
        'O,P,,K2@list.example,,,,,10',
        '=1+1,Q,,formula@list.example,,,,,11',
        'R,S,,=cmd@list.example,,,,,12',
      ].join('\n');
      const page = await check(list);
      const { text } = await browser.get(page).expect(200);
      expect(text).to.include('passed over: badge').and.include('Import 3 people');
      const lines = (await report(page)).split('\r\n');
      const at = (line: number): string => lines.filter((row) => row.startsWith(`${line},`)).join('\n');
      // The quoted line end is a control character of the name; the next row begins two lines later.
      expect(at(2)).to.include('given_name').and.include('control characters');
      expect(at(4)).to.include('given_name').and.include('Write a given name');
      expect(at(5)).to.include('email').and.include('roles').and.include('no mail address');
      expect(at(6)).to.include('no school of this name').and.include('no date');
      expect(at(7)).to.include('last day lies before');
      expect(at(9)).to.include('dates but no school');
      expect(at(10)).to.include('11 cells under 9 columns');
      expect(at(11)).to.include('New account; placed at Harlow High');
      expect(at(12)).to.include('stands on line 11 already');
      expect(at(13)).to.include("'=1+1 Q");
      expect(at(14)).to.include("'=cmd@list.example");
    });

    it('counts each line end once, of one sign or two, in quotes and out of them', async () => {
      const rows = [
        'given_name,email',
        '"Two',
        'lines",two3@list.example',
        '',
        'X,no address',
        '"Three',
        '',
        'lines",nothing',
      ];
      for (const end of ['\n', '\r\n', '\r']) {
        const lines = (await report(await check([...rows, 'Y,nowhere'].join(end)))).split('\r\n');
        const numbers = lines.slice(1).map((row) => Number(row.split(',', 1)[0]));
        expect([...new Set(numbers)].filter(Boolean), JSON.stringify(end)).to.deep.equal([2, 5, 6, 9]);
      }
    });

    it('keeps each row of its report in one piece, whatever stands in a cell', async () => {
      const text = await report(await check('given_name,email\nA,"two\nlines"\nB,"one\rsign"'));
      const rows = parse(text, { bom: true });
      expect(rows.map((row) => row.length)).to.deep.equal([7, 7, 7]);
      expect(rows.slice(1).map((row) => row[1])).to.deep.equal(['two\nlines', 'one\nsign']);
    });

    it('refuses what is no list, beside the form', async () => {
      const post = (text: string) => browser.post('/officers/import').field('text', text);
      for (const [list, words] of [
        ['', 'Choose a file, or paste the list.'],
        ['given_name,email', 'nobody in this list'],
        ['name,email\nx,y', 'The column given_name is missing'],
        ['given_name,email,email\nx,y,z', 'email stands there twice'],
        [`given_name,email\n${'a,b@c.example\n'.repeat(5001)}`, 'more than 5,000 people'],
        ['given_name,email\n"x,y', 'cannot be read'],
      ] as const) {
        const { text, status } = await post(list);
        expect(status, words).to.equal(422);
        expect(text).to.include(words);
      }
      const large = await browser
        .post('/officers/import')
        .attach('file', Buffer.alloc(2.2 * 1024 * 1024, 'x'), 'x.csv');
      expect(large.status).to.equal(413);
      expect(large.text).to.include('larger than 2 MB');
    });

    it('writes what was shown: accounts, questions, placements, trail, mails, and its report', async () => {
      const member = await buildOfficer(rooms, { agencyId: supervisor.agencyId });
      const stranger = await buildOfficer(rooms);
      const page = await check(
        [
          'given_name,email,school,placed_from',
          'Fresh,fresh@list.example,Harlow High,2026-08-11',
          `Known,${member.email},Harlow High,2026-08-11`,
          `Other,${stranger.email},Harlow High,2026-08-11`,
        ].join('\n'),
      );
      const { text } = await browser.get(page);
      await confirm(page, planIn(text));
      await browser
        .post(`${page}/confirm`)
        .type('form')
        .send({ plan: planIn(text) })
        .expect(409);
      expect((await browser.get(page)).headers['refresh']).to.equal('3');
      await platform.jobs.drain();
      const done = (await browser.get(page).expect(200)).text;
      expect(done).to.include('3 people are imported');
      const actor = await actorFor(rooms, supervisor);
      const fresh = await rooms.people.accounts.byEmail('fresh@list.example');
      for (const id of [fresh?.id ?? '', member.id]) {
        const { placements } = await rooms.desk.placements.history(actor, id);
        expect(placements.map(({ placement }) => placement.startsOn)).to.deep.equal(['2026-08-11']);
      }
      expect((await rooms.people.invitations.openFor(stranger.id)).map(({ roles }) => roles)).to.deep.equal([
        ['officer'],
      ]);
      const actions = (await platform.audit.list(supervisor.agencyId)).map(({ action }) => action);
      expect(actions).to.include.members(['account.created', 'member.invited', 'placement.created', 'roster.imported']);
      expect((await platform.audit.verify()).ok).to.equal(true);
      const again = await browser.get(
        await check(`given_name,email,school,placed_from\nX,${member.email},Harlow High,2027-01-01`),
      );
      expect(again.text).to.include('Placed there from 2026-08-11 until further notice already');
    });

    it('shows the list again where something changed before it was confirmed, and leaves out what changes later', async () => {
      const page = await check('given_name,email\nOne,one@list.example\nTwo,two2@list.example');
      const first = (await browser.get(page)).text;
      const one = await buildOfficer(rooms, { email: 'one@list.example' });
      const { headers } = await confirm(page, planIn(first));
      expect(headers['location']).to.include('notice=changed');
      const second = (await browser.get(page)).text;
      expect(second).to.include('asked to join');
      await confirm(page, planIn(second));
      await buildOfficer(rooms, { email: 'two2@list.example' });
      await platform.jobs.drain();
      expect((await browser.get(page)).text)
        .to.include('1 person is imported')
        .and.include('two2@list.example');
      expect(await report(page)).to.include('Left out');
      expect(await rooms.people.invitations.openFor(one.id)).to.have.lengthOf(1);
    });

    it('is forgotten an hour after the check, and is no business of another agency', async () => {
      const page = await check('given_name,email\nLate,late@list.example');
      const other = openBrowser(app);
      await signIn(other, await buildPerson(rooms, { roles: ['supervisor'] }));
      await other.get(page).expect(404);
      await other.get(`${page}/report.csv`).expect(404);
      clock.goOn(61 * 60_000);
      await signIn(browser, supervisor);
      await browser.get(page).expect(404);
    });

    it('of 1,000 rows takes few statements to check, and as many a batch as one of a few rows', async () => {
      const actor = await actorFor(rooms, supervisor);
      const rows = (count: number, word: string): string =>
        Array.from({ length: count }, (_, at) => `P,${word}${at}@list.example,Harlow High,2026-08-11`).join('\n');
      const head = 'given_name,email,school,placed_from\n';
      let id = '';
      const bad = 'x,no address,,\n'.repeat(13);
      const checking = await statementsOf(platform.database, async () => {
        id = await rooms.desk.rosters.check(actor, `${head}${rows(987, 'many')}\n${bad}`);
      });
      expect(checking.length, checking.join('\n')).to.be.at.most(8);
      const { row } = await rooms.desk.rosters.find(actor, id);
      expect(row.total).to.equal(987);
      expect(await rooms.desk.rosters.confirm(actor, id, row.planSha256)).to.equal(true);
      const writing = await statementsOf(platform.database, async () => {
        while ((await rooms.desk.rosters.find(actor, id)).row.state === 'running')
          await rooms.desk.rosters.writeNext(id);
      });
      // Five batches of 200; what is added of SQLite's bound of values a statement is counted too.
      expect(
        writing.length / 5,
        writing
          .slice(0, 60)
          .map((sql) => sql.slice(0, 80))
          .join('\n'),
      ).to.be.at.most(30);
      const { items } = (await rooms.desk.rosters.find(actor, id)).plan;
      expect(items).to.have.lengthOf(987);
      expect(await rooms.people.accounts.byEmail('many986@list.example')).to.not.equal(null);
    }).timeout(180_000);
  });
});
