import { expect } from 'chai';
import { gunzipSync } from 'node:zlib';
import { gzipBase64, gzipStoredBase64 } from '../../../static/scripts/player/gzip.ts';

const unpack = (base64: string): string => gunzipSync(Buffer.from(base64, 'base64')).toString('utf8');

describe('gzip of an engine state', () => {
  for (const [what, text] of [
    ['nothing', ''],
    ['a small state', '{"format":1}'],
    ['letters outside ASCII', '{"title":"Schülerin 🏫"}'],
    ['more than one stored block', JSON.stringify({ text: 'äx'.repeat(60_000) })],
    ['exactly one stored block', 'x'.repeat(0xffff)],
  ] as const) {
    it(`keeps ${what} when nothing can be compressed any more`, () => {
      expect(unpack(gzipStoredBase64(text))).to.equal(text);
    });

    it(`keeps ${what} when there is time to compress`, async () => {
      expect(unpack(await gzipBase64(text))).to.equal(text);
    });
  }

  it('compresses when there is time', async () => {
    const text = 'x'.repeat(50_000);
    expect((await gzipBase64(text)).length).to.be.below(gzipStoredBase64(text).length / 10);
  });
});
