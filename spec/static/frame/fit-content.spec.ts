import { expect } from 'chai';
import { fitContent } from '../../../static/scripts/frame/fit-content.ts';

const FIXED = { scrollWidth: 1024, fixed: { width: 1024, height: 768 } };
const room = (width: number, height: number) => ({ width, height });

describe('the size of content in the player', () => {
  it('fits a page of fixed size by width and height, and centres it', () => {
    expect(fitContent(room(512, 768), FIXED, false)).to.deep.equal({
      width: 1024,
      height: 768,
      scale: 0.5,
      left: 0,
      top: 192,
    });
    expect(fitContent(room(1024, 384), FIXED, false)).to.include({ scale: 0.5, left: 256, top: 0 });
    expect(fitContent(room(1280, 960), FIXED, false)).to.include({ scale: 1.25, left: 0, top: 0 });
  });

  it('makes it at most half as large again', () => {
    expect(fitContent(room(2048, 1536), FIXED, false)).to.include({ scale: 1.5, left: 256, top: 192 });
  });

  it('shows it at its own size when asked, from its corner where the room is smaller', () => {
    expect(fitContent(room(800, 968), FIXED, true)).to.include({ scale: 1, width: 1024, left: 0, top: 100 });
  });

  it('scales a page that flows only where it is too wide, by its width', () => {
    const wide = { scrollWidth: 1000, fixed: null };
    expect(fitContent(room(500, 400), wide, false)).to.deep.equal({
      width: 1000,
      height: 800,
      scale: 0.5,
      left: 0,
      top: 0,
    });
    for (const [width, isActual] of [
      [1200, false],
      [995, false],
      [500, true],
    ] as const) {
      expect(fitContent(room(width, 400), wide, isActual), String(width)).to.equal(null);
    }
    expect(fitContent(room(500, 400), { scrollWidth: 2401, fixed: null }, false)).to.equal(null);
  });
});
