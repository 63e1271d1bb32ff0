import { actionButton, element, make } from './page-elements.ts';
import { words as said } from './words.ts';

/** A choice in a dialog; of several the first has the focus. */
export interface DialogChoice {
  readonly label: string;
  readonly kind: string;
  readonly act: () => void;
}

/** Ends the listening for Escape of the dialog before. */
let cancelling: AbortController | null = null;

/** Asks over the course. Escape counts as the first choice, which never loses anything. */
export function ask(title: string, words: readonly string[], choices: readonly DialogChoice[]): void {
  const buttons = choices.map(({ label, kind, act }) =>
    actionButton(label, kind, () => {
      closeDialog();
      act();
    }),
  );
  open(title, [...words.map((one) => make('p', {}, one)), make('div', { class: 'acts' }, ...buttons)], () => {
    choices[0]?.act();
  });
  buttons[0]?.focus();
}

/** Sign-in over the frame; `submit` resolves with null when it worked, else with words. */
export function askToSignIn(words: string, submit: (email: string, password: string) => Promise<string | null>): void {
  const dialog = element('dialog', HTMLDialogElement);
  if (dialog.open && dialog.dataset['about'] === 'sign-in') return;
  const email = input('sign-in-email', 'email', 'username');
  const password = input('sign-in-password', 'password', 'current-password');
  const fault = make('p', { class: 'error', role: 'alert' });
  const form = make(
    'form',
    { class: 'form' },
    field(said.mailAddress, email),
    field(said.password, password),
    fault,
    make('div', { class: 'acts' }, make('button', { type: 'submit', class: 'btn' }, said.signInAndGoOn)),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(email.value, password.value).then((refusal) => {
      fault.textContent = refusal ?? '';
      if (refusal === null) closeDialog();
      return refusal;
    });
  });
  open(said.signInToGoOn, [make('p', {}, words), form], () => undefined);
  dialog.dataset['about'] = 'sign-in';
  email.focus();
}

/** Sign-in elsewhere: the host's page opens in another tab, and this one keeps the course. */
export function askToSignInAtHost(words: string, url: string | null, tryAgain: () => Promise<string | null>): void {
  const dialog = element('dialog', HTMLDialogElement);
  if (dialog.open && dialog.dataset['about'] === 'sign-in') return;
  const fault = make('p', { class: 'error', role: 'alert' });
  const again = actionButton(said.tryAgain, 'btn', () => {
    void tryAgain().then((refusal) => {
      fault.textContent = refusal ?? '';
      if (refusal === null) closeDialog();
      return refusal;
    });
  });
  const link = { class: 'btn line', href: url ?? '', target: '_blank', rel: 'noopener' };
  const page = url === null ? [] : [make('a', link, said.openSignIn)];
  const acts = make('div', { class: 'acts' }, again, ...page);
  open(said.signInToGoOn, [make('p', {}, words), make('p', {}, said.signInAtHost), fault, acts], () => undefined);
  dialog.dataset['about'] = 'sign-in';
  again.focus();
}

/** The person is signed in again: a dialog that asks for it has nothing to ask any more. */
export function closeSignIn(): void {
  const dialog = element('dialog', HTMLDialogElement);
  if (dialog.open && dialog.dataset['about'] === 'sign-in') closeDialog();
}

/** Two minutes before a session ends; `over` is called when the time is up and nothing was chosen. */
export function askToStay(endsInMs: number, stay: () => void, signOut: () => void, over: () => void): void {
  const dialog = element('dialog', HTMLDialogElement);
  // A sign-in that is asked for already says more.
  if (dialog.open && dialog.dataset['about'] === 'sign-in') return;
  const end = Date.now() + endsInMs;
  const count = make('p', { class: 'count', role: 'timer' }, countWords(endsInMs));
  const choose = (act: () => void) => (): void => {
    clearInterval(ticking);
    closeDialog();
    act();
  };
  const staying = actionButton(said.staySignedIn, 'btn', choose(stay));
  const acts = make('div', { class: 'acts' }, staying, actionButton(said.signOut, 'btn line', choose(signOut)));
  open(said.stillThere, [make('p', {}, said.signedOutSoon), count, acts], choose(stay));
  dialog.dataset['about'] = 'session';
  const ticking = setInterval(() => {
    const isAsked = dialog.open && dialog.dataset['about'] === 'session';
    count.textContent = countWords(end - Date.now());
    if (isAsked && Date.now() < end) return;
    clearInterval(ticking);
    if (isAsked) choose(over)();
  }, 1000);
  staying.focus();
}

/** `1:58` */
function countWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Closes the dialog without a choice. */
export function closeDialog(): void {
  const dialog = element('dialog', HTMLDialogElement);
  dialog.dataset['about'] = '';
  dialog.close();
}

function open(title: string, content: readonly Node[], cancelled: () => void): void {
  const dialog = element('dialog', HTMLDialogElement);
  element('dialog-title', HTMLHeadingElement).textContent = title;
  element('dialog-body', HTMLDivElement).replaceChildren(...content);
  dialog.dataset['about'] = '';
  cancelling?.abort();
  cancelling = new AbortController();
  const { signal } = cancelling;
  dialog.addEventListener(
    'cancel',
    () => {
      dialog.dataset['about'] = '';
      cancelled();
    },
    { signal, once: true },
  );
  if (!dialog.open) dialog.showModal();
}

function input(id: string, type: string, autocomplete: string): HTMLInputElement {
  const made = document.createElement('input');
  Object.assign(made, { id, type, autocomplete, required: true });
  return made;
}

function field(label: string, control: HTMLInputElement): HTMLElement {
  return make('div', { class: 'field' }, make('label', { for: control.id }, label), control);
}
