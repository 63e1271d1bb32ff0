import type { CmiRecord } from '../../../server/standards/runtime-record.ts';

/** What we use of scorm-again's API classes. */
export interface ScormAgainApi {
  lmsInitialize(argument: string): string;
  lmsFinish(argument: string): string;
  lmsCommit(argument: string): string;
  lmsSetValue(element: string, value: string): string;
  /** Before Initialize this is the LMS's own right to read-only elements. */
  setCMIValue(element: string, value: string): string;
}

/** scorm-again's classes take settings; these are ours. */
export type MakeScormAgain = (settings: ScormAgainSettings) => ScormAgainApi;

export interface ScormAgainSettings {
  readonly autocommit: false;
  /** A name, no address: commits go through `httpService` and never over HTTP. */
  readonly lmsCommitUrl: string;
  readonly logLevel: 5;
  readonly mastery_override: false;
  readonly autoProgress: false;
  readonly selfReportSessionTime: false;
  readonly enableOfflineSupport: false;
  readonly httpService: {
    processHttpRequest(): { result: string; errorCode: number };
    updateSettings(): void;
  };
}

/**
 * The class that a build of scorm-again exports by `name`; its types speak of a default export that is not there. Throws
 * when the build has no such class.
 */
export function scormAgainClass(build: object, name: string): MakeScormAgain {
  const found: unknown = Reflect.get(build, name);
  if (!isApiClass(found)) throw new Error(`scorm-again has no class ${name}.`);
  return (settings) => new found(settings);
}

function isApiClass(value: unknown): value is new (settings: ScormAgainSettings) => ScormAgainApi {
  return typeof value === 'function';
}

/** The CMI model behind the guards. Our data model has the word; this one is kept in step with what was accepted. */
export interface CmiModel {
  /** Loads a record element by element: raw JSON would count session time twice and lose a numeric 0. */
  load(record: CmiRecord): void;
  initialize(): void;
  set(element: string, value: string): void;
  /** Each of these tells `stored` exactly once, whatever the model itself makes of the call. */
  commit(): void;
  terminate(): void;
}

/** A model over one instance of scorm-again. Nothing that it throws or refuses ever reaches the content. */
export function openCmiModel(make: MakeScormAgain, stored: () => void): CmiModel {
  let hasStored = false;
  const store = (): void => {
    if (!hasStored) stored();
    hasStored = true;
  };
  const api = quietly(() =>
    make({
      autocommit: false,
      lmsCommitUrl: 'message-port',
      logLevel: 5,
      mastery_override: false,
      autoProgress: false,
      selfReportSessionTime: false,
      enableOfflineSupport: false,
      httpService: {
        processHttpRequest() {
          store();
          return { result: 'true', errorCode: 0 };
        },
        updateSettings: () => undefined,
      },
    }),
  );
  const withStore = (call: (model: ScormAgainApi) => string): void => {
    hasStored = false;
    if (api !== null) quietly(() => call(api));
    store();
  };
  return {
    load(record) {
      if (api === null) return;
      for (const [element, value] of Object.entries(record)) {
        if (isShared(element)) quietly(() => api.setCMIValue(element, value));
      }
    },
    initialize() {
      if (api !== null) quietly(() => api.lmsInitialize(''));
    },
    set(element, value) {
      if (api !== null && isShared(element)) quietly(() => api.lmsSetValue(element, value));
    },
    commit: () => withStore((model) => model.lmsCommit('')),
    terminate: () => withStore((model) => model.lmsFinish('')),
  };
}

/** Navigation, shared data and our own marks are none of the model's business. */
function isShared(element: string): boolean {
  return element.startsWith('cmi.') && element !== 'cmi.comments';
}

/** What a stricter or looser model throws must not reach the content: the verdict has been given. */
function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
