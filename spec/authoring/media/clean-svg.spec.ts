import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptMedia } from '../../../server/authoring/drafts/accept-media.ts';
import { cleanSvg } from '../../../server/authoring/media/clean-svg.ts';
import { ROOT } from '../../architecture/rooms.ts';

const svg = (inside: string, attributes = ''): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 20" ${attributes}>${inside}</svg>`,
  );
const clean = (inside: string, attributes = ''): string => cleanSvg(svg(inside, attributes))?.svg ?? '';

describe('a drawing', () => {
  it('stays as it looks: every picture of the courses', () => {
    const folder = join(ROOT, 'courses/student/media');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.svg'))) {
      const found = cleanSvg(readFileSync(join(folder, name)));
      expect(found?.removed, name).to.deep.equal([]);
      expect(found?.width).to.equal(640);
      expect(found?.svg.replaceAll(/\s/g, '')).to.equal(readFileSync(join(folder, name), 'utf8').replaceAll(/\s/g, ''));
    }
  });

  it('keeps gradients, clips, and copies of its own parts', () => {
    const inside =
      '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>' +
      '<rect id="b" fill="url(#a)" style="stroke: #123; -inkscape-x: 1; fill-opacity:.5"/><use xlink:href="#b"/>';
    expect(clean(inside)).to.include('fill="url(#a)" style="stroke:#123;fill-opacity:.5"/><use href="#b"/>');
    expect(cleanSvg(svg(inside))?.removed).to.deep.equal([]);
  });

  const HOSTILE: Readonly<Record<string, string>> = {
    'a script': '<script>alert(1)</script>',
    'a script of another case': '<SCRIPT>alert(1)</SCRIPT>',
    'a script in another namespace': '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    'an event': '<rect onload="alert(1)" onclick="alert(1)"/>',
    'foreign content':
      '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/></foreignObject>',
    'a link that runs': '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
    'a part of another file': '<use href="https://evil.example/x.svg#a"/>',
    'data as a part': '<use href="data:image/svg+xml;base64,AAAA#a"/>',
    'a picture from elsewhere': '<image href="https://evil.example/p.png"/>',
    'a value that changes into a link': '<set attributeName="href" to="javascript:alert(1)"/>',
    'a movement of a link': '<animate attributeName="xlink:href" values="javascript:alert(1)"/>',
    'a style sheet': '<style>@import url(https://evil.example/a.css); rect { fill: url(https://evil.example) }</style>',
    'an address in a style': '<rect style="fill:url(https://evil.example/x)"/>',
    'an address behind an escape': '<rect style="fill:u\\72l(https://evil.example/x)"/>',
    'an address in an attribute': '<rect fill="url(https://evil.example/x#a)" filter="url(//evil.example)"/>',
    'an address that is never closed': '<rect fill="url(https://evil.example/x"/>',
    'a handler in a comment': '<!-- <script>alert(1)</script> -->',
    'an instruction': '<?xml-stylesheet href="https://evil.example/a.css"?>',
    'characters of a script': '<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>',
  };
  for (const [name, inside] of Object.entries(HOSTILE)) {
    it(`comes out without ${name}`, () => {
      const out = clean(`<g>${inside}</g>`);
      expect(out).to.not.match(
        /<script|onload|onclick|javascript|evil\.example|data:|<iframe|<style|<set|<animate|<a[ >]|<!--|<\?/i,
      );
      expect(out).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 10 20">/);
      // What comes out is a drawing that stays as it is when it is cleaned again.
      expect(cleanSvg(Buffer.from(out))).to.deep.equal({ svg: out, width: 10, height: 20, removed: [] });
    });
  }

  it('says what was taken out, each thing once', () => {
    const found = cleanSvg(svg('<script/><script/><image href="a.png"/><rect onclick="x"/><use href="x.svg#a"/>'));
    expect(found?.removed).to.deep.equal(['<image>', '<script>', 'links and pictures from elsewhere', 'onclick']);
  });

  for (const [name, text] of [
    ['a page', '<html><body><svg/></body></html>'],
    ['entities', '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'],
    ['a file of this machine', '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>'],
    ['half a drawing', '<svg xmlns="http://www.w3.org/2000/svg"><g>'],
    ['groups 300 deep', `<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(300)}${'</g>'.repeat(300)}</svg>`],
    ['an svg of another namespace', '<svg xmlns="http://www.w3.org/1999/xhtml"/>'],
  ] as const) {
    it(`is refused as ${name}`, () => {
      expect(cleanSvg(Buffer.from(text))).to.equal(null);
    });
  }

  it('is kept cleaned when it comes in a zip, though nothing that draws was taken out', async () => {
    const bytes = svg('<!-- a note --><rect width="1" height="1"/>', 'xmlns:tool="https://tool.example" tool:mark="1"');
    const kept = await acceptMedia('media/x.svg', bytes);
    expect(Buffer.isBuffer(kept) ? kept.toString() : kept.refused).to.equal(cleanSvg(bytes)?.svg);
  });
});
