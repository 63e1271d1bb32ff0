import { expect } from 'chai';
import sharp, { type Sharp } from 'sharp';
import { readyImage } from '../../../server/authoring/media/image-variants.ts';
import { freeStem, variantOf } from '../../../server/authoring/media/media-path.ts';
import { sniffMedia } from '../../../server/authoring/media/sniff-media.ts';

const picture = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#22365a' } });

describe('what a file is', () => {
  it('is told by its bytes', async () => {
    const files: readonly (readonly [string, Buffer])[] = [
      ['image/png png', await picture(2, 2).png().toBuffer()],
      ['image/jpeg jpg', await picture(2, 2).jpeg().toBuffer()],
      ['image/webp webp', await picture(2, 2).webp().toBuffer()],
      ['image/gif gif', await picture(2, 2).gif().toBuffer()],
      [
        'image/svg+xml svg',
        Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- a --><svg xmlns="http://www.w3.org/2000/svg"/>'),
      ],
      ['text/vtt vtt', Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n')],
      ['application/pdf pdf', Buffer.from('%PDF-1.7\n')],
      ['video/mp4 mp4', Buffer.from('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom', 'latin1')],
      ['audio/mp4 m4a', Buffer.from('\0\0\0\u0018ftypM4A \0\0\0\0M4A mp42', 'latin1')],
      ['audio/wav wav', Buffer.from('RIFF\u0024\0\0\0WAVEfmt ', 'latin1')],
    ];
    for (const [told, bytes] of files) {
      const found = await sniffMedia(bytes);
      expect(`${found?.mediaType} ${found?.ending}`).to.equal(told);
    }
  });

  it('is nothing that a course holds, whatever its name says', async () => {
    for (const bytes of [
      Buffer.from('MZ\u0090\0 a program', 'latin1'),
      Buffer.from('<html><script>alert(1)</script></html>'),
      Buffer.from('PK\u0003\u0004'),
      Buffer.from('#!/bin/sh\nrm -rf /'),
      Buffer.from('words'),
      Buffer.from('WEBVTTX'),
      Buffer.alloc(0),
      Buffer.alloc(5000, 0xff),
      Buffer.from('\u00ff\u00fe a marker of sound and no frame', 'latin1'),
    ])
      expect(await sniffMedia(bytes)).to.equal(null);
  });
});

describe('a picture that is kept', () => {
  it('is no wider than a page shows, upright, without the camera’s notes, and has smaller copies', async () => {
    const camera = await picture(3000, 2000)
      .withExif({ IFD0: { Copyright: 'secret place' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const ready = await readyImage(camera, { mediaType: 'image/jpeg' });
    expect([ready?.width, ready?.height]).to.deep.equal([1920, 2880]);
    const { exif, format, orientation } = await sharp(ready?.bytes).metadata();
    expect({ exif, format, orientation }).to.deep.equal({ exif: undefined, format: 'jpeg', orientation: undefined });
    expect(ready?.variants.map(({ width, height }) => [width, height])).to.deep.equal([
      [480, 720],
      [960, 1440],
    ]);
    for (const { bytes } of ready?.variants ?? []) expect((await sharp(bytes).metadata()).format).to.equal('webp');
  });

  it('keeps its size where it is small, and is the same from the same bytes', async () => {
    const small = await picture(300, 200).png().toBuffer();
    const [one, other] = [
      await readyImage(small, { mediaType: 'image/png' }),
      await readyImage(small, { mediaType: 'image/png' }),
    ];
    expect(one?.variants).to.deep.equal([]);
    expect([one?.width, one?.height]).to.deep.equal([300, 200]);
    expect(one?.bytes.equals(other?.bytes ?? Buffer.alloc(0))).to.equal(true);
  });

  it('drops what follows the picture in the same file', async () => {
    const bytes = Buffer.concat([await picture(2, 2).gif().toBuffer(), Buffer.from('<script>alert(1)</script>')]);
    const ready = await readyImage(bytes, { mediaType: 'image/gif' });
    expect(ready?.bytes.toString('latin1')).to.not.include('<script>');
  });

  it('is refused where it is broken or claims to be huge', async () => {
    const sound = await picture(400, 400).png().toBuffer();
    expect(await readyImage(sound.subarray(0, sound.length / 2), { mediaType: 'image/png' })).to.equal(null);
    const huge = Buffer.from(sound);
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    expect(await readyImage(huge, { mediaType: 'image/png' })).to.equal(null);
    expect(await readyImage(Buffer.from('no picture'), { mediaType: 'image/png' })).to.equal(null);
  });
});

describe('the path of a medium', () => {
  it('is made of its name and of what it is, and is free', () => {
    const at = (name: string, ...taken: string[]): string => `${freeStem(name, taken)}.jpg`;
    expect(at('Hall Ünit 3.PNG')).to.equal('media/hall-unit-3.jpg');
    expect(at('../../etc/passwd')).to.equal('media/etc-passwd.jpg');
    expect(at('....')).to.equal('media/file.jpg');
    expect(at('\u202egnp.exe')).to.equal('media/gnp.jpg');
    expect(at('hall.jpg', 'media/hall.jpg', 'media/hall-2.w480.webp')).to.equal('media/hall-3.jpg');
    expect(at('x'.repeat(500))).to.have.length(70);
  });

  it('tells a smaller copy of a picture from a picture', () => {
    expect(variantOf('media/hall.w480.webp')).to.deep.equal({ stem: 'media/hall', width: 480 });
    expect(variantOf('media/hall.webp')).to.equal(null);
  });
});
