import type { ElementVerdict } from '../runtime-record.ts';

/** What stands behind the API of one SCO. */
export interface ApiHooks {
  readonly get: (element: string) => ElementVerdict;
  readonly set: (element: string, value: string) => ElementVerdict;
  /** Called once, at Initialize. */
  readonly begin: () => void;
  readonly commit: () => void;
  /** Called once, at Terminate, after the session has closed for the SCO. */
  readonly end: () => void;
}

/** The object that a SCO finds as API_1484_11 (RTE 3.1.4). */
export interface Api1484 {
  readonly version: string;
  Initialize(argument?: unknown): 'true' | 'false';
  Terminate(argument?: unknown): 'true' | 'false';
  GetValue(element?: unknown): string;
  SetValue(element?: unknown, value?: unknown): 'true' | 'false';
  Commit(argument?: unknown): 'true' | 'false';
  GetLastError(): string;
  GetErrorString(code?: unknown): string;
  GetDiagnostic(code?: unknown): string;
}

/** Error codes and their texts (RTE 3.1.7). */
const ERRORS: ReadonlyMap<string, string> = new Map([
  ['0', 'No Error'],
  ['101', 'General Exception'],
  ['102', 'General Initialization Failure'],
  ['103', 'Already Initialized'],
  ['104', 'Content Instance Terminated'],
  ['111', 'General Termination Failure'],
  ['112', 'Termination Before Initialization'],
  ['113', 'Termination After Termination'],
  ['122', 'Retrieve Data Before Initialization'],
  ['123', 'Retrieve Data After Termination'],
  ['132', 'Store Data Before Initialization'],
  ['133', 'Store Data After Termination'],
  ['142', 'Commit Before Initialization'],
  ['143', 'Commit After Termination'],
  ['201', 'General Argument Error'],
  ['301', 'General Get Failure'],
  ['351', 'General Set Failure'],
  ['391', 'General Commit Failure'],
  ['401', 'Undefined Data Model Element'],
  ['402', 'Unimplemented Data Model Element'],
  ['403', 'Data Model Element Value Not Initialized'],
  ['404', 'Data Model Element Is Read Only'],
  ['405', 'Data Model Element Is Write Only'],
  ['406', 'Data Model Element Type Mismatch'],
  ['407', 'Data Model Element Value Out Of Range'],
  ['408', 'Data Model Dependency Not Established'],
]);

type Phase = 'before' | 'running' | 'after';

/** One communication session of SCORM 2004: the states and errors of RTE 3.1 over the hooks. */
export function openApiSession(hooks: ApiHooks): Api1484 {
  let phase: Phase = 'before';
  let error = 0;
  let diagnostic = '';
  const fail = (code: number, words = ''): 'false' => {
    error = code;
    diagnostic = words;
    return 'false';
  };
  const succeed = (): 'true' => {
    error = 0;
    diagnostic = '';
    return 'true';
  };
  const guard = (argument: unknown, before: number, after: number): 'false' | null => {
    if (text(argument) !== '') return fail(201, 'The argument must be an empty string.');
    if (phase === 'running') return null;
    return fail(phase === 'before' ? before : after);
  };
  return {
    version: '1.0',
    Initialize(argument = '') {
      if (text(argument) !== '') return fail(201, 'The argument must be an empty string.');
      if (phase !== 'before') return fail(phase === 'running' ? 103 : 104);
      phase = 'running';
      hooks.begin();
      return succeed();
    },
    Terminate(argument = '') {
      const refusal = guard(argument, 112, 113);
      if (refusal !== null) return refusal;
      phase = 'after';
      hooks.end();
      return succeed();
    },
    GetValue(element = '') {
      if (phase !== 'running') {
        fail(phase === 'before' ? 122 : 123);
        return '';
      }
      const verdict = hooks.get(text(element));
      error = verdict.error;
      diagnostic = verdict.diagnostic ?? '';
      return verdict.error === 0 ? (verdict.value ?? '') : '';
    },
    SetValue(element = '', value = '') {
      if (phase !== 'running') return fail(phase === 'before' ? 132 : 133);
      const verdict = hooks.set(text(element), text(value));
      return verdict.error === 0 ? succeed() : fail(verdict.error, verdict.diagnostic);
    },
    Commit(argument = '') {
      const refusal = guard(argument, 142, 143);
      if (refusal !== null) return refusal;
      hooks.commit();
      return succeed();
    },
    GetLastError: () => String(error),
    GetErrorString: (code = '') => ERRORS.get(text(code)) ?? '',
    GetDiagnostic(code = '') {
      const asked = text(code);
      const isLast = asked === '' || asked === String(error);
      if (isLast && diagnostic !== '') return diagnostic.slice(0, 254);
      return ERRORS.get(asked === '' ? String(error) : asked) ?? '';
    },
  };
}

/** Contents hand over numbers and booleans; the API speaks strings. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
