import type { MediaUse } from '../../../server/standards/module/block-form.ts';
import { button, h } from '../module/dom.ts';
import { mediaProblem, neededFields } from './media-form.ts';

/** A file of the draft as the server tells of it. */
export interface PickedMedia {
  readonly path: string;
  readonly kind: string;
  readonly alt: string;
  readonly words: string;
  /** Address of a small picture of it; null where there is none. */
  readonly preview: string | null;
  readonly captions: Readonly<Record<string, string>>;
  readonly transcript: string | null;
}

const KINDS: Readonly<Record<MediaUse, string>> = {
  picture: 'image',
  video: 'video',
  captions: 'captions',
  transcript: 'transcript',
};
const ACCEPTED: Readonly<Record<MediaUse, string>> = {
  picture: 'image/*,.svg',
  video: 'video/mp4,video/webm',
  captions: '.vtt,text/vtt',
  transcript: '.md,.txt',
};
const NOT_TAKEN = 'The file was not taken. Look at the Media page for what can be uploaded.';

/** Shows the files of one kind and a form to upload another; resolves with the chosen one, null where none was. */
export function pickMedia(draft: string, use: MediaUse): Promise<PickedMedia | null> {
  return new Promise((resolve) => {
    let chosen: PickedMedia | null = null;
    const dialog = h('dialog', { class: 'kinds', 'aria-labelledby': 'picker-title' });
    const take = (media: PickedMedia): void => {
      chosen = media;
      dialog.close();
    };
    const list = h('ul', {}, h('li', {}, h('p', { role: 'status' }, 'Looking for files …')));
    dialog.append(
      h('h2', { id: 'picker-title' }, 'Files of the draft'),
      list,
      // A transcript is written with its video.
      use === 'transcript'
        ? h('p', {}, 'A transcript comes with the upload of its video.')
        : uploadForm(draft, use, take),
      h(
        'p',
        { class: 'acts' },
        button('Cancel', () => dialog.close(), 'quiet'),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
    void fillList(list, `${draft}/media/list.json?kind=${KINDS[use]}`, take);
  });
}

async function fillList(list: HTMLElement, url: string, take: (media: PickedMedia) => void): Promise<void> {
  const answer = await ask(url, {});
  const media = answer?.status === 200 ? ((answer.body as Partial<{ media: PickedMedia[] }>).media ?? []) : null; // oxlint-disable-line typescript/no-unsafe-type-assertion -- our server's answer
  const nothing =
    media === null ? 'The files cannot be had now. Close this and try it again.' : 'No file of this kind yet.';
  const entries = (media ?? []).map((one) => h('li', {}, fileButton(one, take)));
  list.replaceChildren(...(entries.length > 0 ? entries : [h('li', {}, h('p', { role: 'status' }, nothing))]));
}

function fileButton(media: PickedMedia, take: (media: PickedMedia) => void): HTMLElement {
  const made = h(
    'button',
    { type: 'button', class: 'kind' },
    media.preview === null ? null : h('img', { src: media.preview, alt: '', width: 96, height: 72, loading: 'lazy' }),
    h('b', {}, media.path.slice('media/'.length)),
    h('span', {}, [media.words, media.alt].filter(Boolean).join('. ')),
  );
  made.addEventListener('click', () => take(media));
  return made;
}

/** The upload, with what the file needs asked for at once: what a picture tells, the captions of a video. */
function uploadForm(draft: string, use: MediaUse, take: (media: PickedMedia) => void): HTMLElement {
  const file = h('input', { id: 'pick-file', type: 'file', name: 'file', accept: ACCEPTED[use], required: true });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const send = h('button', { class: 'btn', type: 'submit' }, 'Upload and use it');
  const form = h(
    'form',
    { class: 'form upload', novalidate: true },
    h('h3', {}, 'Upload another'),
    field('pick-file', 'File', file),
    ...(use === 'picture' ? pictureFields() : []),
    ...(use === 'video' ? videoFields() : []),
    problem,
    h('p', { class: 'acts' }, send),
  );
  const say = (words: string): void => {
    problem.hidden = words === '';
    problem.textContent = words;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void upload();
  });

  async function upload(): Promise<void> {
    const data = new FormData(form);
    const [chosen] = file.files ?? [];
    const isFilled = (name: string): boolean => {
      const value = data.get(name);
      return value instanceof File ? value.size > 0 : (value ?? '').trim() !== '';
    };
    const missing = chosen === undefined ? { words: 'Choose a file.' } : mediaProblem(neededFields(chosen), isFilled);
    if (missing !== null) {
      say(missing.words);
      return;
    }
    say('');
    send.disabled = true;
    const answer = await ask(`${draft}/media`, { method: 'POST', body: data });
    send.disabled = false;
    if (answer?.status === 201)
      take(answer.body as PickedMedia); // oxlint-disable-line typescript/no-unsafe-type-assertion -- our server's answer
    else say(faultIn(answer?.body));
  }

  return form;
}

/** What the server says against the file, in its own words. */
function faultIn(body: object | undefined): string {
  const { message = NOT_TAKEN, issues = [] } = (body ?? {}) as Partial<{
    message: string;
    issues: { message: string }[];
  }>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- our server's answer
  return issues[0]?.message ?? message;
}

function pictureFields(): HTMLElement[] {
  const only = h('input', { type: 'checkbox', name: 'decorative', value: 'yes' });
  return [
    field('pick-alt', 'What the picture tells', h('textarea', { id: 'pick-alt', name: 'alt', rows: 2 })),
    h('label', { class: 'tick' }, only, h('span', {}, 'It only decorates')),
  ];
}

function videoFields(): HTMLElement[] {
  const captions = h('input', { id: 'pick-captions', type: 'file', name: 'captionsFile', accept: '.vtt,text/vtt' });
  return [
    field('pick-captions', 'Captions, a WebVTT file', captions),
    field(
      'pick-transcript',
      'Transcript (without one the words of the captions are taken)',
      h('textarea', { id: 'pick-transcript', name: 'transcript', rows: 3 }),
    ),
    h('input', { type: 'hidden', name: 'language', value: 'en' }),
  ];
}

function field(id: string, label: string, control: HTMLElement): HTMLElement {
  return h('div', { class: 'field' }, h('label', { for: id }, label), control);
}

async function ask(url: string, init: RequestInit): Promise<{ readonly status: number; readonly body: object } | null> {
  const response = await fetch(url, { ...init, headers: { Accept: 'application/json' } }).catch(() => null);
  if (response === null) return null;
  const body: unknown = await response.json().catch(() => null);
  return { status: response.status, body: typeof body === 'object' && body !== null ? body : {} };
}
