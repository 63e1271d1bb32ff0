import type { Present, ServerCalls } from './server-calls.ts';

const EVERY_MS = 12_000;
const SOON_MS = 800;

/** Says now and then where this author is, and shows who else is there. */
export function startPresence({
  calls,
  where,
  show,
  newer,
}: {
  readonly calls: Pick<ServerCalls, 'present'>;
  readonly where: () => string | null;
  readonly show: (others: readonly Present[]) => void;
  /** The server has the file in this revision. */
  readonly newer: (revision: number) => void;
}): { moved(): void } {
  let timer = setTimeout(() => void tell(), 0);

  async function tell(): Promise<void> {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), EVERY_MS);
    // Who looks at another window is not here.
    if (document.visibilityState === 'hidden') return;
    const told = await calls.present(where());
    if (told === null) return;
    show(told.others);
    if (told.revision !== null) newer(told.revision);
  }

  return {
    moved() {
      clearTimeout(timer);
      timer = setTimeout(() => void tell(), SOON_MS);
    },
  };
}

/** “Also here: Ana Ruiz in “Opening”.” */
export function presenceWords(
  others: readonly Present[],
  here: string,
  nameOf: (blockId: string) => string | null,
): string {
  if (others.length === 0) return '';
  const one = ({ name, path, blockId }: Present): string => {
    if (path !== here) return `${name} (in another part of the draft)`;
    const block = blockId === null ? null : nameOf(blockId);
    return block === null ? name : `${name} in “${block}”`;
  };
  return `Also here: ${others.map(one).join('; ')}.`;
}
