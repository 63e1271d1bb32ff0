/** A button of a panel. */
export interface StubAction {
  readonly label: string;
  readonly act: () => void;
}

/** What the stub shows: a panel with words, or the course and a line above it. */
export interface StubView {
  panel(title: string, words: readonly string[], action?: StubAction): void;
  /** Shows an address in a frame that fills the page; resolves the window in it. */
  course(url: string, title: string): Window | null;
  /** A line above the course; null takes it away. */
  note(words: string | null, action?: StubAction): void;
}

/** Draws on the page of the package. */
export function createStubView(document: Document): StubView {
  const panel = document.getElementById('panel') ?? document.body;
  const note = document.createElement('p');
  note.id = 'note';
  note.setAttribute('role', 'status');
  let frame: HTMLIFrameElement | null = null;

  const element = (name: 'h1' | 'p', words: string): HTMLElement => {
    const made = document.createElement(name);
    made.textContent = words;
    return made;
  };
  const button = ({ label, act }: StubAction): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.addEventListener('click', act);
    return made;
  };

  return {
    panel(title, words, action) {
      frame?.remove();
      frame = null;
      note.remove();
      panel.hidden = false;
      const told = words.filter((one) => one !== '').map((one) => element('p', one));
      panel.replaceChildren(element('h1', title), ...told, ...(action === undefined ? [] : [button(action)]));
    },
    course(url, title) {
      frame?.remove();
      panel.hidden = true;
      frame = document.createElement('iframe');
      frame.name = 'schoolbeat';
      frame.title = title;
      frame.allow = 'fullscreen; autoplay';
      frame.src = url;
      document.body.append(frame);
      return frame.contentWindow;
    },
    note(words, action) {
      note.remove();
      if (words === null) return;
      note.replaceChildren(words, ...(action === undefined ? [] : [' ', button(action)]));
      document.body.prepend(note);
    },
  };
}
