/** `API_1484_11` of SCORM 2004 (RTE 3.3); systems answer with texts or with booleans. */
export interface Api2004 {
  Initialize(parameter: ''): unknown;
  Terminate(parameter: ''): unknown;
  GetValue(element: string): unknown;
  SetValue(element: string, value: string): unknown;
  Commit(parameter: ''): unknown;
  GetLastError(): unknown;
}

/** `API` of SCORM 1.2 (RTE 3.3). */
export interface Api12 {
  LMSInitialize(parameter: ''): unknown;
  LMSFinish(parameter: ''): unknown;
  LMSGetValue(element: string): unknown;
  LMSSetValue(element: string, value: string): unknown;
  LMSCommit(parameter: ''): unknown;
  LMSGetLastError(): unknown;
}

export interface ApiWindow {
  readonly API_1484_11?: Api2004 | null;
  readonly API?: Api12 | null;
  readonly parent?: ApiWindow;
  readonly opener?: ApiWindow | null;
}

export type FoundApi =
  { readonly version: '2004'; readonly api: Api2004 } | { readonly version: '1.2'; readonly api: Api12 };

/** Most windows above each other that are searched (RTE 3.3.6). */
const MOST_WINDOWS = 500;

/** The API of the system that plays this page: above it, or above the window that opened it; null where there is none. */
export function findApi(from: ApiWindow): FoundApi | null {
  return searchUp(from) ?? searchUp(openerOf(from));
}

function searchUp(start: ApiWindow | null): FoundApi | null {
  let at: ApiWindow | null = start;
  for (let count = 0; at !== null && count < MOST_WINDOWS; count += 1) {
    const found = apiOf(at);
    if (found !== null) return found;
    const above: ApiWindow | null = parentOf(at);
    if (above === null || above === at) return searchTop(at);
    at = above;
  }
  return null;
}

function searchTop(top: ApiWindow): FoundApi | null {
  const opener = openerOf(top);
  return opener === null || opener === top ? null : apiOf(opener);
}

/** A window of another origin throws at every question but its parent: there is no API to be had from it. */
function ask<T>(question: () => T): T | null {
  try {
    return question();
  } catch {
    return null;
  }
}

function apiOf(window: ApiWindow): FoundApi | null {
  const modern = ask(() => window.API_1484_11);
  if (modern !== null && modern !== undefined) return { version: '2004', api: modern };
  const old = ask(() => window.API);
  return old === null || old === undefined ? null : { version: '1.2', api: old };
}

function parentOf(window: ApiWindow): ApiWindow | null {
  return ask(() => window.parent) ?? null;
}

function openerOf(window: ApiWindow): ApiWindow | null {
  return ask(() => window.opener) ?? null;
}
