import { expect } from 'chai';
import { escapeXml } from '../../server/authoring/build/xml-text.ts';
import { writeFile } from 'node:fs/promises';
import { forEachDatabase, scratchPath } from '../support/databases.ts';
import { openLaunchSite, type LaunchSite } from '../support/launch-site.ts';
import { actorFor, buildAgency, buildPerson } from '../support/people.ts';
import { scorm12Package } from '../support/sco-packages.ts';

describe('completion rules accepted at once', () => {
  forEachDatabase((make) => {
    let site: LaunchSite;
    before(async () => {
      site = await openLaunchSite(await make());
    });
    it('numbers them one by one', async () => {
      const path = await scratchPath('told.zip');
      await writeFile(path, await scorm12Package('An old package', [{ id: 'quiz', title: 'Quiz' }]));
      const { courseId } = await site.app.packages.install(path);
      const { tablePrefix: t, sequelize } = site.app.platform.database;
      const { id: agencyId } = await buildAgency(site.app);
      await site.app.platform.database.write((transaction) =>
        sequelize.query(`UPDATE "${t}courses" SET agency_id = '${agencyId}' WHERE id = '${courseId}'`, { transaction }),
      );
      const [rows] = await sequelize.query(`SELECT id FROM "${t}course_versions" WHERE course_id = '${courseId}'`);
      const versionId = (rows[0] as { id: string }).id;
      const author = await actorFor(site.app, await buildPerson(site.app, { roles: ['instructor'], agencyId }));
      const rule = { all: [], any: [] } as never;
      const got = await Promise.all(
        [1, 2, 3, 4].map(() =>
          site.app.packages.rules.accept(author, versionId, () => ({ rule, reason: 'x', isForEarlier: false })),
        ),
      );
      expect(got.map(({ number }) => number).toSorted((a, b) => a - b)).to.deep.equal([1, 2, 3, 4]);
    });
  });
  it('keeps control characters out of XML', () => {
    expect(escapeXml('a\u000Bb\0c\uD800d\te<')).to.equal('a b c d\te&lt;');
  });
});
