import { errorText } from '../../../server/standards/scorm12/index.ts';
import type { ElementVerdict } from '../../../server/standards/runtime-record.ts';

/** What stands behind the API of one SCO of SCORM 1.2. */
export interface Hooks12 {
  readonly get: (element: string) => ElementVerdict;
  readonly set: (element: string, value: string) => ElementVerdict;
  /** Called once, at LMSInitialize. */
  readonly begin: () => void;
  readonly commit: () => void;
  /** Called once, at LMSFinish, after the session has closed for the SCO. */
  readonly end: () => void;
}

/** The object that a SCO finds as API (RTE 3.3). */
export interface Api12 {
  LMSInitialize(argument?: unknown): 'true' | 'false';
  LMSFinish(argument?: unknown): 'true' | 'false';
  LMSGetValue(element?: unknown): string;
  LMSSetValue(element?: unknown, value?: unknown): 'true' | 'false';
  LMSCommit(argument?: unknown): 'true' | 'false';
  LMSGetLastError(): string;
  LMSGetErrorString(code?: unknown): string;
  LMSGetDiagnostic(code?: unknown): string;
}

/** One session of SCORM 1.2: its states and errors 101, 201, 301 (RTE 3.3.2, 3.3.3) over the hooks. */
export function openApi12(hooks: Hooks12): Api12 {
  let phase: 'before' | 'running' | 'after' = 'before';
  let error = 0;
  let diagnostic = '';
  const say = (code: number, words = ''): 'true' | 'false' => {
    error = code;
    diagnostic = words;
    return code === 0 ? 'true' : 'false';
  };
  /** Error of a call with an empty argument in a running session, 0 when it may go on. */
  const fault = (argument: unknown): number => {
    if (textOf(argument) !== '') return 201;
    return phase === 'running' ? 0 : 301;
  };
  return {
    LMSInitialize(argument = '') {
      if (textOf(argument) !== '') return say(201, 'The argument must be an empty string.');
      if (phase !== 'before') return say(101, phase === 'running' ? 'Already initialized.' : 'The session has ended.');
      phase = 'running';
      hooks.begin();
      return say(0);
    },
    LMSFinish(argument = '') {
      const code = fault(argument);
      if (code !== 0) return say(code);
      phase = 'after';
      hooks.end();
      return say(0);
    },
    LMSGetValue(element = '') {
      if (phase !== 'running') {
        say(301);
        return '';
      }
      const verdict = hooks.get(textOf(element));
      say(verdict.error, verdict.diagnostic);
      return verdict.error === 0 ? (verdict.value ?? '') : '';
    },
    LMSSetValue(element = '', value = '') {
      if (phase !== 'running') return say(301);
      const verdict = hooks.set(textOf(element), textOf(value));
      return say(verdict.error, verdict.diagnostic);
    },
    LMSCommit(argument = '') {
      const code = fault(argument);
      if (code !== 0) return say(code);
      hooks.commit();
      return say(0);
    },
    LMSGetLastError: () => String(error),
    LMSGetErrorString: (code = '') => errorText(textOf(code)),
    LMSGetDiagnostic(code = '') {
      const asked = textOf(code);
      const isLast = asked === '' || asked === String(error);
      if (isLast && diagnostic !== '') return diagnostic.slice(0, 255);
      return errorText(asked === '' ? String(error) : asked);
    },
  };
}

/** Contents hand over numbers and booleans; the API speaks strings. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
