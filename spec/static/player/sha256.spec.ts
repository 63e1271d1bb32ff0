import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { sha256Hex } from '../../../static/scripts/player/sha256.ts';

describe('the player’s own sha256', () => {
  it('gives the hashes of FIPS 180-4', () => {
    expect(sha256Hex('')).to.equal('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('abc')).to.equal('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).to.equal(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });

  it('equals Node’s at every length around a block, and for letters outside ASCII', () => {
    for (let length = 0; length < 200; length += 1) {
      const text = 'é'.repeat(length % 7) + 'x'.repeat(length);
      expect(sha256Hex(text), String(length)).to.equal(createHash('sha256').update(text).digest('hex'));
    }
    const long = '🏫'.repeat(30_000);
    expect(sha256Hex(long)).to.equal(createHash('sha256').update(long).digest('hex'));
  });
});
