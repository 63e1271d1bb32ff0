import type { ChangedMessage, FrameMessage } from './frame-contract.ts';

type Post = (message: FrameMessage) => void;

/**
 * Posts in order, but the changes of one turn of the content as one message: each carries the full record, and hundreds of
 * them would still be on their way to the page when its tab is closed. `soon` runs at the end of that turn.
 */
export function coalescedPost(post: Post, soon: (work: () => void) => void): Post {
  let held: ChangedMessage | null = null;

  function flush(): void {
    if (held === null) return;
    const message = held;
    held = null;
    post(message);
  }

  return (message) => {
    if (message.kind !== 'changed') {
      flush();
      post(message);
      return;
    }
    if (held !== null && held.scoId !== message.scoId) flush();
    const merged: ChangedMessage = { ...held, ...message };
    const isPlain = message.trigger === 'change' && !message.final;
    if (isPlain && held === null) soon(flush);
    held = isPlain ? merged : null;
    if (!isPlain) post(merged);
  };
}
