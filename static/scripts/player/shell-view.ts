import type { ControlName, PlayerView } from '../frame/frame-contract.ts';
import { drawContents } from './contents-list.ts';
import { element, navButton } from './page-elements.ts';
import { say, words } from './words.ts';

const CONTROLS: readonly ControlName[] = [
  'previous',
  'continue',
  'exit',
  'exitAll',
  'abandon',
  'abandonAll',
  'suspendAll',
];
/** What a course of one part has no use for. */
const BETWEEN_PARTS: readonly ControlName[] = ['previous', 'continue'];

/** What the page's shell tells. */
export interface ShellListener {
  readonly control: (name: ControlName) => void;
  readonly choose: (id: string) => void;
}

/** Draws what the API frame says: titles, contents, buttons. */
export interface Shell {
  draw(view: PlayerView): void;
}

/** The shell of the page around the course; `minutes` that parts take, by activity. */
export function createShell(minutes: ReadonlyMap<string, number>, listener: ShellListener): Shell {
  for (const name of CONTROLS) {
    navButton(name).addEventListener('click', () => {
      if (navButton(name).getAttribute('aria-disabled') === 'true') return;
      openDrawer(false);
      listener.control(name);
    });
  }
  const contents = element('contents', HTMLElement);
  const drawer = element('drawer-open', HTMLButtonElement);
  const toggle = element('contents-toggle', HTMLButtonElement);
  const room = element('room', HTMLDivElement);
  drawer.addEventListener('click', () => openDrawer(true));
  contents.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') openDrawer(false);
  });
  toggle.addEventListener('click', () => {
    const isWide = room.classList.toggle('wide');
    toggle.setAttribute('aria-expanded', String(!isWide));
  });
  let isFirst = true;

  /** On narrow screens the contents are a drawer over the page. */
  function openDrawer(isOpen: boolean): void {
    if (contents.classList.contains('open') === isOpen) return;
    contents.classList.toggle('open', isOpen);
    drawer.setAttribute('aria-expanded', String(isOpen));
    document.querySelector('.scrim')?.remove();
    const others = [document.querySelector('.topbar'), element('content', HTMLElement)];
    for (const other of others) if (other instanceof HTMLElement) other.inert = isOpen;
    if (isOpen) {
      const scrim = document.createElement('div');
      scrim.className = 'scrim';
      scrim.addEventListener('click', () => openDrawer(false));
      document.body.append(scrim);
      contents.focus();
    } else drawer.focus();
  }

  function drawRoom({ isSingle, entries }: PlayerView): void {
    const hasContents = !isSingle && entries.length > 0;
    contents.hidden = !hasContents;
    drawer.hidden = !hasContents;
    toggle.hidden = !hasContents;
    if (!hasContents) room.classList.add('wide');
    else if (isFirst) room.classList.remove('wide');
    if (hasContents) isFirst = false;
  }

  return {
    draw(view) {
      drawContents(view, minutes, (id) => {
        openDrawer(false);
        listener.choose(id);
      });
      drawControls(view);
      drawRoom(view);
      element('part-title', HTMLSpanElement).textContent = partWords(view);
      element('progress', HTMLProgressElement).value = Math.round((view.result.progress ?? 0) * 100);
    },
  };
}

function partWords({ currentTitle, place, isSingle }: PlayerView): string {
  if (isSingle || currentTitle === null) return '';
  return place === null ? currentTitle : say(words.placeOf, { title: currentTitle, ...place });
}

function drawControls({ controls, hidden, isSingle, word, upNext, isFinished }: PlayerView): void {
  const isLeft = word === 'suspended' || word === 'ended';
  for (const name of CONTROLS) {
    const button = navButton(name);
    const isBetween = BETWEEN_PARTS.includes(name);
    // Previous and Next keep their place; the ways out are there when they are offered.
    const isAbsent = hidden.includes(name) || (isBetween ? isSingle || isLeft : !controls[name]);
    button.hidden = isAbsent;
    button.setAttribute('aria-disabled', String(!controls[name]));
  }
  const next = navButton('continue');
  next.setAttribute('aria-label', upNext === null ? words.nextPart : say(words.nextPartNamed, { title: upNext }));
  const isNext = controls.continue && upNext !== null && !hidden.includes('continue');
  const told = say(isFinished ? words.finishedUpNext : words.upNext, { title: upNext ?? '' });
  element('up-next', HTMLParagraphElement).textContent = isNext && !isSingle ? told : '';
  element('leave', HTMLDivElement).hidden = CONTROLS.every(
    (name) => BETWEEN_PARTS.includes(name) || navButton(name).hidden,
  );
}
