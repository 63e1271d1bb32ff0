/** What the page's script does, and what a person can do where it cannot. */
export interface StepData {
  /** put and get: the LMS keeps what binds the browser; send: post the form; close: the LMS closes the window. */
  readonly act: 'put' | 'get' | 'send' | 'close' | 'none';
  readonly key?: string;
  readonly secret?: string;
  /** Frame of the LMS that keeps data, and its origin. */
  readonly frame?: string;
  readonly origin?: string;
  /** Where `put` goes on. */
  readonly next?: string;
}

/** Model of `embedding/lti-step`: one step of a launch that the browser takes by itself. */
export interface StepView {
  readonly heading: string;
  readonly words: string;
  readonly data: StepData;
  /** Shown at once, or only when the script has found no other way. */
  readonly link: {
    readonly href: string;
    readonly label: string;
    readonly isNewWindow: boolean;
    readonly isHidden: boolean;
  } | null;
  readonly form: {
    readonly action: string;
    readonly label: string;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
    readonly isHidden: boolean;
  } | null;
}

const origin = (url: string): string => new URL(url).origin;

/** The LMS is asked to keep what binds this browser, then the sign-in goes on. */
export function putStep(next: string, frame: string, key: string, secret: string): StepView {
  return {
    heading: 'Opening the course',
    words: 'Your LMS is asked who you are.',
    data: { act: 'put', key, secret, frame, origin: origin(next), next },
    link: { href: next, label: 'Go on', isNewWindow: false, isHidden: false },
    form: null,
  };
}

const windowLink = (loginUrl: string, isHidden: boolean): NonNullable<StepView['link']> => ({
  href: loginUrl,
  label: 'Open in a new window',
  isNewWindow: true,
  isHidden,
});

/** What the LMS has kept is asked for; where it keeps nothing a new window is offered. */
export function getStep(parts: {
  readonly loginUrl: string;
  readonly action: string;
  readonly frame: string;
  readonly platform: string;
  readonly key: string;
  readonly state: string;
  readonly idToken: string;
}): StepView {
  const { loginUrl, action, frame, platform, key, state, idToken } = parts;
  return {
    heading: 'Opening the course',
    words: 'If nothing happens within a few seconds, open the course in a new window.',
    data: { act: 'get', key, frame, origin: origin(platform) },
    link: windowLink(loginUrl, true),
    form: {
      action,
      label: 'Go on',
      fields: [
        { name: 'state', value: state },
        { name: 'id_token', value: idToken },
        { name: 'stored', value: '' },
      ],
      isHidden: true,
    },
  };
}

/** The browser keeps nothing for us in a frame: a window of our own can. */
export function windowStep(loginUrl: string): StepView {
  return {
    heading: 'Open in a new window',
    words: 'This browser keeps nothing for a course inside another site, so the course opens in a window of its own.',
    data: { act: 'none' },
    link: windowLink(loginUrl, false),
    form: null,
  };
}

/** The answer to a choice goes back to the LMS. */
export function sendStep(action: string, jwt: string): StepView {
  return {
    heading: 'Adding the course',
    words: 'The course is handed to your LMS.',
    data: { act: 'send' },
    link: null,
    form: { action, label: 'Back to the LMS', fields: [{ name: 'JWT', value: jwt }], isHidden: false },
  };
}

/** An LMS has registered itself. */
export function closeStep(): StepView {
  return {
    heading: 'Connected',
    words:
      'Schoolbeat and this LMS know each other. Go back to Schoolbeat, Organisations, Doors, and run the check there.',
    data: { act: 'close' },
    link: null,
    form: null,
  };
}
