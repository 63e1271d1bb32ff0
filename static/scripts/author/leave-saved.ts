import type { SaveQueue } from './save-queue.ts';

/** A page that follows a link waits no longer than this for the server, ms: what is not saved stays on the device. */
const MOST_WAIT_MS = 2000;
const LOOK_MS = 50;

type Leaving = Pick<SaveQueue, 'now' | 'leave' | 'state'>;

/** Saves before the page goes: whoever follows a link finds there what was typed here. */
export function saveBeforeLeaving(queue: Leaving): void {
  window.addEventListener('pagehide', () => queue.leave());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') queue.leave();
    else queue.now();
  });
  window.addEventListener('online', () => queue.now());
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isOurs = link !== null && link.origin === location.origin && link.target === '' && !link.download;
    if (!isOurs || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash !== '') return;
    if (!isUnderWay(queue)) return;
    event.preventDefault();
    queue.now();
    void follow(queue, link.href);
  });
}

const isUnderWay = ({ state }: Leaving): boolean => state === 'waiting' || state === 'saving';

async function follow(queue: Leaving, href: string): Promise<void> {
  for (let waited = 0; waited < MOST_WAIT_MS && isUnderWay(queue); waited += LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  // A question about two texts is answered first.
  if (queue.state !== 'deciding') location.assign(href);
}
