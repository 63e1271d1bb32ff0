import { byteWords, percentOf, phaseWords, readEnd, type ServerProgress, type UploadEnd } from './import-form.ts';

type UploadFindings = Extract<UploadEnd, { kind: 'refused' }>['findings'];

/** ms between two questions to the server about how far it is. */
const ASK_MS = 700;

interface Parts {
  readonly form: HTMLFormElement;
  readonly file: HTMLInputElement;
  readonly upload: HTMLElement;
  readonly bar: HTMLProgressElement;
  readonly send: HTMLButtonElement;
  readonly cancel: HTMLButtonElement;
  text(name: 'name' | 'bytes' | 'phase' | 'problem-text', words: string): void;
  problem(message: string, findings: UploadFindings): void;
}

/** Adds percent, bytes, phases and Cancel to a form that also works without them. */
function start(form: HTMLFormElement): void {
  const parts = partsOf(form);
  if (parts === null) return;
  form.addEventListener('submit', (event) => {
    const file = parts.file.files?.[0];
    if (file === undefined) return;
    event.preventDefault();
    const limit = Number(form.dataset['limit']);
    if (file.size > limit)
      parts.problem(`The file has ${byteWords(file.size)}; at most ${byteWords(limit)} are taken.`, []);
    else send(parts, file);
  });
  acceptDrops(form, parts.file);
}

function send(parts: Parts, file: File): void {
  const { form, upload, bar } = parts;
  const name = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const url = new URL(form.action);
  url.searchParams.set('name', name);
  const request = new XMLHttpRequest();
  request.open('POST', url);
  request.setRequestHeader('Accept', 'application/json');
  upload.hidden = false;
  parts.send.disabled = true;
  parts.problem('', []);
  parts.text('name', file.name);
  parts.text('phase', 'Uploading');
  bar.value = 0;
  let stopAsking: (() => void) | null = null;
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    bar.value = percentOf(loaded, total);
    parts.text('bytes', `${byteWords(loaded)} of ${byteWords(total)}, ${percentOf(loaded, total)} %`);
  });
  request.upload.addEventListener('load', () => {
    parts.text('phase', 'Checking everything in the package');
    stopAsking = askServer(parts, `${form.dataset['progress'] ?? ''}${name}`);
  });
  const end = (result: UploadEnd | null): void => {
    stopAsking?.();
    window.removeEventListener('beforeunload', warnOfLeaving);
    upload.hidden = true;
    parts.send.disabled = false;
    // The location begins at the mount path, which the form's own address carries.
    if (result?.kind === 'stored') location.assign(form.action.replace(/\/author\/imports.*$/, result.location));
    else if (result !== null) parts.problem(result.message, result.kind === 'refused' ? result.findings : []);
  };
  request.addEventListener('load', () => end(readEnd(request.status, request.responseText)));
  request.addEventListener('error', () => end(readEnd(0, '')));
  request.addEventListener('abort', () => end(null));
  parts.cancel.addEventListener('click', () => request.abort(), { once: true });
  window.addEventListener('beforeunload', warnOfLeaving);
  request.send(new FormData(form));
}

function warnOfLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Asks now and then until told to stop; an answer that does not come is only a percentage less. */
function askServer(parts: Parts, url: string): () => void {
  let isAsking = true;
  const ask = async (): Promise<void> => {
    const answer = await fetch(url, { headers: { Accept: 'application/json' } });
    if (!isAsking || !answer.ok) return;
    const progress: ServerProgress = await answer.json();
    if (!isAsking) return;
    parts.text('phase', phaseWords(progress));
    if (progress.phase === 'storing') parts.bar.value = percentOf(progress.done, progress.total);
    else parts.bar.removeAttribute('value');
  };
  const timer = setInterval(() => {
    ask().catch(() => undefined);
  }, ASK_MS);
  return () => {
    isAsking = false;
    clearInterval(timer);
  };
}

function acceptDrops(form: HTMLFormElement, file: HTMLInputElement): void {
  const area = form.querySelector<HTMLElement>('[data-drop]');
  const words = form.querySelector<HTMLElement>('[data-drop-words]');
  if (area === null || words === null) return;
  words.hidden = false;
  area.addEventListener('dragover', (event) => {
    event.preventDefault();
    area.classList.add('over');
  });
  area.addEventListener('dragleave', () => area.classList.remove('over'));
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    area.classList.remove('over');
    if (event.dataTransfer !== null && event.dataTransfer.files.length > 0) file.files = event.dataTransfer.files;
  });
}

function partsOf(form: HTMLFormElement): Parts | null {
  const file = form.querySelector<HTMLInputElement>('input[type=file]');
  const upload = form.querySelector<HTMLElement>('[data-upload]');
  const bar = form.querySelector('progress');
  const sendButton = form.querySelector<HTMLButtonElement>('[data-send]');
  const cancel = form.querySelector<HTMLButtonElement>('[data-cancel]');
  const problem = form.querySelector<HTMLElement>('[data-problem]');
  const findings = form.querySelector<HTMLElement>('[data-findings]');
  if (!file || !upload || !bar || !sendButton || !cancel || !problem || !findings) return null;
  const text: Parts['text'] = (name, words) => {
    const element = form.querySelector(`[data-${name}]`);
    if (element !== null) element.textContent = words;
  };
  return {
    form,
    file,
    upload,
    bar,
    send: sendButton,
    cancel,
    text,
    problem(message, list) {
      text('problem-text', message);
      problem.hidden = message === '';
      findings.hidden = list.length === 0;
      findings.replaceChildren(...list.map(findingItem));
      if (message !== '') problem.focus();
    },
  };
}

function findingItem({ severity, message, path, line }: UploadFindings[number]): HTMLLIElement {
  const item = document.createElement('li');
  item.className = severity === 'warning' ? 'warning' : 'error';
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('class', 'icon');
  icon.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', '#i-alert');
  icon.append(use);
  const words = document.createElement('p');
  const kind = document.createElement('b');
  kind.textContent = severity === 'warning' ? 'Warning: ' : 'Error: ';
  const where = document.createElement('span');
  where.className = 'where';
  where.textContent = [path, line === undefined ? '' : `line ${line}`].filter(Boolean).join(', ');
  words.append(kind, `${message} `, where);
  item.append(icon, words);
  return item;
}

document.querySelectorAll<HTMLFormElement>('form[data-import]').forEach(start);
