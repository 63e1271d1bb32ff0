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

/** “Ana Ruiz is in this scenario. Ben Ray is in another part of the draft.” */
export function presenceIn(
  others: readonly Present[],
  here: { readonly path: string; readonly blockId: string | null; readonly what: 'scenario' | 'file' },
): string {
  const isHere = ({ path, blockId }: Present): boolean =>
    path === here.path && (here.blockId === null || blockId === here.blockId);
  const at = others.filter(isHere);
  const near = others.filter((one) => !isHere(one) && one.path === here.path);
  const away = others.filter(({ path }) => path !== here.path);
  return [sentence(at, `this ${here.what}`), sentence(near, 'this module'), sentence(away, 'another part of the draft')]
    .filter((words) => words !== '')
    .join(' ');
}

function sentence(people: readonly Present[], place: string): string {
  const names = people.map(({ name }) => name);
  if (names.length === 0) return '';
  return `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} in ${place}.`;
}
