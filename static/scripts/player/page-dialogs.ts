import { actionButton, element, make } from './page-elements.ts';

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
    field('Mail address', email),
    field('Password', password),
    fault,
    make('div', { class: 'acts' }, make('button', { type: 'submit', class: 'btn' }, 'Sign in and go on')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(email.value, password.value).then((refusal) => {
      fault.textContent = refusal ?? '';
      if (refusal === null) closeDialog();
      return refusal;
    });
  });
  open('Sign in to go on', [make('p', {}, words), form], () => undefined);
  dialog.dataset['about'] = 'sign-in';
  email.focus();
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
