import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Activity } from '../../server/standards/index.ts';
import { readManifest, recogniseFiles } from '../../server/standards/index.ts';
import { parseXml } from '../support/xml.ts';
import { readZip } from '../support/zip.ts';

const SHARED = fileURLToPath(new URL('../../../shared/scorm/', import.meta.url));

const scos = (activity: Activity): Activity[] => [
  ...(activity.href === null ? [] : [activity]),
  ...activity.children.flatMap(scos),
];

async function read(name: string) {
  const files = await readZip(`${SHARED}${name}`);
  const path = [...files.keys()].find((file) => /(?:^|\/)imsmanifest\.xml$/.test(file));
  if (path === undefined) return { files, path: '', reading: null, found: recogniseFiles([...files.keys()]).issues };
  const reading = readManifest(parseXml(files.get(path) ?? ''));
  return { files, path, reading, found: reading.issues };
}

describe('the manifests of packages that none of us wrote', () => {
  before(function () {
    if (!existsSync(SHARED)) this.skip();
  });

  const courses: [string, string, number, string[]][] = [
    ['packages/golf12_RuntimeMinimumCalls.zip', '1.2', 18, []],
    ['packages/golf12_singlesco.zip', '1.2', 1, []],
    ['packages/mut_bom.zip', '1.2', 18, []],
    ['packages/mut_nested_folder.zip', '1.2', 18, []],
    ['packages/golf2004_3rd_RuntimeBasicCalls.zip', '2004-3rd', 1, []],
    ['packages/golf2004_3rd_SeqSimpleRemediation.zip', '2004-3rd', 0, []],
    // The archive lacks its Java applet on purpose.
    ['adl12/course01.zip', '1.2', 9, ['Lesson01/Resources/LMSTestCourse.jar']],
  ];
  for (const [name, edition, count, lacking] of courses) {
    it(`reads ${name} as edition ${edition} without a fault, and finds its files`, async () => {
      const { files, path, reading, found } = await read(name);
      expect(found).to.deep.equal([]);
      expect(reading?.structure?.edition).to.equal(edition);
      const activities = reading?.structure ? scos(reading.structure.root) : [];
      if (count > 0) expect(activities).to.have.length(count);
      expect(activities).not.to.have.length(0);
      const top = path.replace(/[^/]*$/, '');
      for (const { href } of activities) expect(files.has(`${top}${href}`), `${href}`).to.equal(true);
      expect(reading?.files.filter((file) => !files.has(`${top}${file}`))).to.deep.equal(lacking);
    });
  }

  it('refuses a package without organization', async () => {
    const { reading, found } = await read('packages/golf12_missing_org.zip');
    expect(reading?.structure).to.equal(null);
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).to.deep.equal(['error MANIFEST_NO_ORGANIZATION']);
  });

  for (const name of ['moodle_invalid_no_manifest.zip', 'exelearning_default_package.zip']) {
    it(`refuses ${name}, which has no manifest`, async () => {
      const { found } = await read(`packages/${name}`);
      expect(found.map(({ code }) => code)).to.deep.equal(['MANIFEST_MISSING']);
    });
  }
});
