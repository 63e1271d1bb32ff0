import { expect } from 'chai';
import { joinParameters, resolveHref } from '../../server/standards/package-paths.ts';

describe('paths in a package', () => {
  it('resolves an href below every xml:base, decoded and with slashes (CAM 2.3.2.6)', () => {
    expect(resolveHref('unit%201\\start.html?x=1#top', ['content/', '', 'en'])).to.deep.equal({
      path: 'content/en/unit 1/start.html',
      parameters: '?x=1#top',
      isExternal: false,
      isOutside: false,
    });
  });

  it('walks dots inside the package and says when a path leaves it, encoded or not', () => {
    expect(resolveHref('../shared/./a.html', ['unit/'])).to.include({ path: 'shared/a.html', isOutside: false });
    for (const href of ['../../a.html', '%2e%2e/%2e%2e/a.html', '..\\..\\a.html']) {
      expect(resolveHref(href, ['unit/']).isOutside, href).to.equal(true);
    }
  });

  it('keeps an address on another server as written, also when a base is one', () => {
    expect(resolveHref('https://example.org/a%20b?c', ['unit/'])).to.include({
      path: 'https://example.org/a%20b?c',
      isExternal: true,
    });
    expect(resolveHref('a.html', ['https://example.org/x/'])).to.include({ path: 'https://example.org/x/a.html' });
  });

  it('keeps a percent sign that encodes nothing', () => {
    expect(resolveHref('100%/a.html').path).to.equal('100%/a.html');
  });

  const joined: [string, string, string][] = [
    ['', '', ''],
    ['?a=1', '', '?a=1'],
    ['', '?questions=Playing', '?questions=Playing'],
    ['', 'b=2', '?b=2'],
    ['?a=1', '?b=2', '?a=1&b=2'],
    ['?a=1#top', '&b=2', '?a=1&b=2#top'],
    ['?a=1', '#end', '?a=1#end'],
    ['#top', '#end', '#top'],
    ['', 'b=2#end', '?b=2#end'],
  ];
  for (const [ofHref, ofItem, wanted] of joined) {
    it(`joins "${ofHref}" of the resource and "${ofItem}" of the item to "${wanted}" (CAM 3.4.1.5)`, () => {
      expect(joinParameters(ofHref, ofItem)).to.equal(wanted);
    });
  }
});
