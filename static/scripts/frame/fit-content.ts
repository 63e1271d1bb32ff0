/** Width and height, CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the frame of a SCO lies in its room: size before scaling, then the scale, then its place. */
export interface Fit extends Size {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** Letters and pictures of a fixed page look coarse beyond this. */
const LARGEST_SCALE = 1.5;
/** A page that is only a little too wide may scroll. */
const LEEWAY = 8;
/** A page that is wider than this was not made for a screen. */
const WIDEST = 2400;

/**
 * Where a page goes that was made for one size: as large as its room lets it, in the middle; at its own size when that is
 * asked for. A page that flows but is too wide is scaled down until its width fits. Null: the whole room, as it is.
 */
export function fitContent(
  room: Size,
  page: { readonly fixed: Size | null; readonly scrollWidth: number },
  isActualSize: boolean,
): Fit | null {
  if (page.fixed !== null) {
    const { width, height } = page.fixed;
    const scale = isActualSize ? 1 : Math.min(room.width / width, room.height / height, LARGEST_SCALE);
    const middle = (all: number, own: number): number => Math.max(0, (all - own * scale) / 2);
    return { width, height, scale, left: middle(room.width, width), top: middle(room.height, height) };
  }
  const isTooWide = page.scrollWidth > room.width + LEEWAY && page.scrollWidth <= WIDEST;
  if (!isTooWide || isActualSize) return null;
  const scale = room.width / page.scrollWidth;
  return { width: room.width / scale, height: room.height / scale, scale, left: 0, top: 0 };
}
