import { expect } from 'chai';
import { importsOf, packagesOf, roomOf, ROWS, sourceFiles } from './rooms.ts';

const rank = (room: string): number => ROWS.findIndex((row) => row.includes(room));

describe('the direction of imports', () => {
  it('lets a room import only rooms below it', () => {
    const wrong = sourceFiles('server').flatMap((file) =>
      importsOf(file)
        .filter((target) => roomOf(file) !== '' && roomOf(target) !== roomOf(file))
        .filter((target) => roomOf(target) === '' || rank(roomOf(target)) >= rank(roomOf(file)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('lets a room import another only through its door', () => {
    // A standard's own folder is a door of its own: browser code takes one standard and leaves the other.
    const isDoor = (target: string): boolean =>
      /^server\/[^/]+\/index\.ts$/.test(target) || /^server\/standards\/([^/]+\/index|[a-z-]+)\.ts$/.test(target);
    const wrong = sourceFiles('server').flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('server/') && roomOf(target) !== '' && roomOf(target) !== roomOf(file))
        .filter((target) => !isDoor(target))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('lets browser scripts import the standards and nothing else of the server', () => {
    const wrong = sourceFiles('static/scripts').flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('server/') && roomOf(target) !== 'standards')
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('keeps the standards pure: nothing of Node or the platform, and no package but zod in schemas', () => {
    const isPure = (file: string, name: string): boolean => name === 'zod' && file.endsWith('-schema.ts');
    const wrong = sourceFiles('server/standards').flatMap((file) => [
      ...importsOf(file).filter((target) => !target.startsWith('server/standards')),
      ...packagesOf(file).filter((name) => !isPure(file, name)),
    ]);
    expect(wrong).to.deep.equal([]);
  });

  it('ranks every room that exists', () => {
    const rooms = new Set(
      sourceFiles('server')
        .map(roomOf)
        .filter((room) => room !== ''),
    );
    expect([...rooms].filter((room) => rank(room) < 0)).to.deep.equal([]);
  });
});
