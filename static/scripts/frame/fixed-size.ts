import type { Size } from './fit-content.ts';

/** A box smaller than this is a part of a page and not the page. */
const SMALLEST: Size = { width: 320, height: 200 };
/** How much the frame grows for a moment, to see whether the page grows with it; more than a scroll bar. */
const STEP_PX = 64;

/**
 * The size that a page was made for: its body has one width and height whatever the frame's, and hides what is beyond. Null
 * for a page that flows; also a column of text has one width, but it hides nothing.
 */
export function fixedSizeOf(content: Window, frame: HTMLIFrameElement): Size | null {
  const { body } = content.document;
  const { overflowX, overflowY } = content.getComputedStyle(body);
  if (overflowX !== 'hidden' || overflowY !== 'hidden') return null;
  const { width, height } = frame.style;
  const before = sizeOf(body);
  Object.assign(frame.style, { width: `calc(100% + ${STEP_PX}px)`, height: `calc(100% + ${STEP_PX}px)` });
  const after = sizeOf(body);
  // Put back in the same turn: the page hears nothing of it.
  Object.assign(frame.style, { width, height });
  const isSame = before.width === after.width && before.height === after.height;
  const isLarge = before.width >= SMALLEST.width && before.height >= SMALLEST.height;
  return isSame && isLarge ? before : null;
}

function sizeOf(body: HTMLElement): Size {
  const { width, height } = body.getBoundingClientRect();
  return { width, height };
}
