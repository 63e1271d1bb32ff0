import { expect } from 'chai';
import { join } from 'node:path';
import { directoryTree, readCourses } from '../../server/authoring/index.ts';
import { BLOCK_TYPES } from '../../server/standards/module/index.ts';

describe('the fixtures that browsers play', () => {
  it('have every kind of block that an author can write', () => {
    const used = ['courses', 'blocks'].flatMap((root) => {
      const { courses } = readCourses(directoryTree(join(import.meta.dirname, 'fixtures', root)));
      const sections = courses.flatMap(({ modules }) => modules).flatMap(({ source }) => source.data.sections);
      return sections.flatMap(({ blocks }) => blocks).map(({ type }) => type as string);
    });
    expect([...new Set(used)].sort()).to.deep.equal([...BLOCK_TYPES].sort());
  });
});
