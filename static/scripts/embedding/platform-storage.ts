/** Frame of the LMS that keeps data for tools, and the origin that its answers come from. */
export interface StoragePlace {
  readonly frame: string;
  readonly origin: string;
}

/** An LMS that does not answer in this time keeps nothing, ms. */
const PATIENCE_MS = 3_000;

let messages = 0;

/** The LMS's window: around us, or behind us in a window of our own; a named frame of it where it asks for one. */
function storageWindow({ frame }: StoragePlace): Window | null {
  const opener: Window | null = window.opener;
  const home = window.parent === window ? opener : window.parent;
  if (home === null || frame === '_parent') return home;
  try {
    const named: unknown = Reflect.get(home.frames, frame);
    return isWindow(named) ? named : null;
  } catch {
    // Another site's frame of that name is not there.
    return null;
  }
}

/** Windows of other sites let nobody look at more than this. */
const isWindow = (value: unknown): value is Window =>
  typeof value === 'object' && value !== null && 'postMessage' in value && 'parent' in value;

/** Asks the LMS (LTI Client Side postMessages, Platform Storage); null where it says no, or nothing. */
function ask(place: StoragePlace, subject: 'lti.put_data' | 'lti.get_data', data: object): Promise<string | null> {
  const target = storageWindow(place);
  if (target === null) return Promise.resolve(null);
  messages += 1;
  const id = `schoolbeat-${messages}`;
  return new Promise((done) => {
    const finish = (value: string | null): void => {
      window.removeEventListener('message', hear);
      window.clearTimeout(timer);
      done(value);
    };
    const hear = ({ origin, data: answer }: MessageEvent<unknown>): void => {
      if (origin !== place.origin || typeof answer !== 'object' || answer === null) return;
      const get = (name: string): unknown => Reflect.get(answer, name);
      if (get('subject') !== `${subject}.response` || get('message_id') !== id) return;
      const value = get('value');
      finish(typeof value === 'string' ? value : null);
    };
    const timer = window.setTimeout(() => finish(null), PATIENCE_MS);
    window.addEventListener('message', hear);
    target.postMessage({ subject, message_id: id, ...data }, place.origin);
  });
}

/** Has the LMS keep a value for this browser. */
export async function putData(place: StoragePlace, key: string, value: string): Promise<void> {
  await ask(place, 'lti.put_data', { key, value });
}

/** What the LMS kept for this browser, null where it kept nothing. */
export function getData(place: StoragePlace, key: string): Promise<string | null> {
  return ask(place, 'lti.get_data', { key });
}
