import { createContext, runInContext } from 'node:vm';
import type { Activity } from '../../../../server/standards/course-structure.ts';
import type { DataModelContext } from '../../../../server/standards/scorm12/index.ts';
import {
  errorText,
  finishSession,
  getElement,
  initialRecord,
  setElement,
} from '../../../../server/standards/scorm12/index.ts';
import type { CmiRecord, LaunchMode, Learner } from '../../../../server/standards/runtime-record.ts';

/** A verdict that a SCO of the test course gave: 1 warning, 2 passed, 3 and 4 failed. */
export interface LogEntry {
  readonly type: number;
  readonly text: string;
}

/** The eight functions of the SCORM 1.2 API over the pure data model (RTE 3.3), without any transport. */
function createApi(context: DataModelContext, finish: () => void) {
  let state: 'before' | 'running' | 'after' = 'before';
  let lastError = 0;
  const answer = (error: number, value: string) => {
    lastError = error;
    return value;
  };
  const simple = (argument: unknown, then: () => void) => {
    if (argument !== '') return answer(201, 'false');
    if (state !== 'running') return answer(301, 'false');
    then();
    return answer(0, 'true');
  };
  return {
    LMSInitialize(argument: unknown) {
      if (argument !== '') return answer(201, 'false');
      if (state !== 'before') return answer(101, 'false');
      state = 'running';
      return answer(0, 'true');
    },
    LMSFinish: (argument: unknown) =>
      simple(argument, () => {
        state = 'after';
        finish();
      }),
    LMSCommit: (argument: unknown) => simple(argument, () => undefined),
    LMSGetValue(element: unknown) {
      if (state !== 'running') return answer(301, '');
      const verdict = getElement(context, String(element));
      return answer(verdict.error, verdict.value ?? '');
    },
    LMSSetValue(element: unknown, value: unknown) {
      if (state !== 'running') return answer(301, 'false');
      const { error } = setElement(context, String(element), String(value));
      return answer(error, error === 0 ? 'true' : 'false');
    },
    LMSGetLastError: () => String(lastError),
    LMSGetErrorString: (code: unknown) => errorText(String(code)),
    LMSGetDiagnostic: (code: unknown) => errorText(String(code)),
  };
}

/** Runs the SCOs of the test course in Node: what their pages do on load, with an object in the place of their Java applet. */
export class TestCourse {
  readonly log: LogEntry[] = [];
  readonly records: Record<string, CmiRecord> = {};
  private index = -1;
  private current = '';
  private readonly visits: Record<string, number> = {};
  private readonly files: ReadonlyMap<string, Uint8Array>;
  private readonly learner: Learner;
  private readonly isOfType: (element: string, value: string) => boolean;

  constructor(
    files: ReadonlyMap<string, Uint8Array>,
    learner: Learner,
    isOfType: (element: string, value: string) => boolean,
  ) {
    this.files = files;
    this.learner = learner;
    this.isOfType = isOfType;
  }

  /** Launches an activity, runs its page to the end and returns what it logged. */
  play(activity: Activity, mode: LaunchMode = 'normal'): LogEntry[] {
    const from = this.log.length;
    const record = initialRecord(activity, this.learner, mode, this.records[activity.identifier] ?? null);
    const context = { record, limits: { suspendData: 4096 } };
    const page = this.text(activity.href ?? '');
    const player: Record<string, unknown> = {
      API: createApi(context, () => {
        this.records[activity.identifier] = finishSession(record, activity, mode);
      }),
    };
    player['parent'] = player;
    const window: Record<string, unknown> = {
      lmsRTEApplet: this.applet(activity),
      teststatus: { innerText: '' },
      alert: () => undefined,
      confirm: () => true,
      opener: null,
      parent: player,
    };
    window['window'] = window;
    const realm = createContext(window);
    const folder = (activity.href ?? '').replace(/[^/]*$/, '');
    const called = /<body[^>]*\bonload\s*=\s*"([^"]*)"/i.exec(page)?.[1] ?? '';
    for (const [, attributes = '', body = ''] of page.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/gi)) {
      const source = /\bsrc\s*=\s*"([^"]*)"/i.exec(attributes)?.[1];
      runInContext(source === undefined ? body : this.text(folder + source), realm);
    }
    runInContext(called, realm);
    return this.log.slice(from);
  }

  private text(path: string): string {
    const bytes = this.files.get(path);
    if (bytes === undefined) throw new Error(`The test course has no ${path}`);
    return Buffer.from(bytes).toString('latin1');
  }

  private applet(activity: Activity) {
    return {
      writeLogEntry: (type: unknown, text: unknown) => void this.log.push({ type: Number(type), text: String(text) }),
      verifyElementType: (element: unknown, value: unknown) => String(this.isOfType(String(element), String(value))),
      getCourseOneCurrentSCOIndex: () => this.index,
      setCourseOneCurrentSCOIndex: (index: number) => (this.index = index),
      setCurrentSCO: (course: number, sco: number) => {
        this.current = `${course}/${sco}`;
        this.index = sco;
      },
      getCurrentSCOLaunchCount: () => this.visits[this.current] ?? 0,
      setCurrentSCOLaunchCount: (count: number) => (this.visits[this.current] = count),
      getStudentId: () => this.learner.id,
      getStudentName: () => this.learner.name,
      getCourseOneCPImport: () => true,
      getClaimModeSupport: () => true,
      getClaimCreditSupport: () => true,
      getSCOCPLaunchData: () => activity.dataFromLms ?? '',
      getSCOCPMasteryScore: () => String(activity.masteryScore ?? ''),
      getSCOCPMaxTimeAllowed: () => activity.maxTimeAllowed ?? '',
      getSCOCPTimeLimitAction: () => activity.timeLimitAction ?? '',
      ...Object.fromEntries(
        ['setApiConformant', 'setAPIConformant', 'setLaunchConformant', 'setDMMandatory', 'setDMSomeOptional'].map(
          (name) => [name, () => undefined],
        ),
      ),
      setDMAllOptional: () => undefined,
      setCurrentSCOStatus: () => undefined,
      setSessionCompleted: () => undefined,
    };
  }
}
