import type { NewsWindow } from './tell-embedder.ts';

/** Tells whoever embeds the course how high the page would like to be, px, whenever that has changed. */
export function tellHeight(windows: readonly NewsWindow[], origins: readonly string[]): void {
  let told = 0;
  const tell = (): void => {
    const height = document.documentElement.scrollHeight;
    if (height === told) return;
    told = height;
    for (const window of windows) {
      for (const origin of origins) window.postMessage({ type: 'schoolbeat-height', height }, origin);
    }
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
}
