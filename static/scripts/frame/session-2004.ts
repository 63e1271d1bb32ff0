import type { Activity, Edition } from '../../../server/standards/course-structure.ts';
import type { ContentLimits } from '../../../server/standards/launch-contract.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import { getElement, openApiSession, setElement } from '../../../server/standards/scorm2004/index.ts';
import type { Api1484, NavigationRequest } from '../../../server/standards/scorm2004/index.ts';
import type { CmiModel } from './cmi-model.ts';

/** One SCO of SCORM 2004 on the stage. */
export interface Session2004 {
  readonly activity: Activity;
  /** Changed by the SCO's SetValue. */
  readonly record: CmiRecord;
  readonly phase: 'before' | 'running' | 'after';
  readonly api: Api1484;
  /** Ends it without a call of the SCO, when that did not come. */
  close(): void;
}

/** What a session works on and whom it tells. */
export interface SessionPorts {
  readonly edition: Edition;
  readonly limits: ContentLimits;
  /** Changed by the SCO's SetValue on adl.data. */
  readonly sharedData: Record<string, string>;
  readonly openModel: (stored: () => void) => CmiModel;
  readonly isRequestValid: (request: NavigationRequest) => boolean;
  /** Initialize, once. */
  readonly begun: () => void;
  /** An element was accepted. */
  readonly changed: (element: string) => void;
  readonly committed: () => void;
  /** Terminate, once. */
  readonly ended: () => void;
  readonly tooLong: (length: number) => void;
}

/** Opens a session: our data model gives value and error, scorm-again's is kept in step behind it. */
export function openSession2004(activity: Activity, record: CmiRecord, ports: SessionPorts): Session2004 {
  const { edition, limits, sharedData, isRequestValid } = ports;
  const context = { record, edition, activity, sharedData, limits, isRequestValid };
  let phase: Session2004['phase'] = 'before';
  const model = ports.openModel(() => {
    if (phase === 'after') ports.ended();
    else ports.committed();
  });
  model.load(record);
  const api = openApiSession({
    get: (element) => getElement(context, element),
    set(element, value) {
      const verdict = setElement(context, element, value);
      if (verdict.error === 0) {
        model.set(element, value);
        ports.changed(element);
      } else if (element === 'cmi.suspend_data' && value.length > limits.suspendData) ports.tooLong(value.length);
      return verdict;
    },
    begin() {
      phase = 'running';
      model.initialize();
      ports.begun();
    },
    commit: () => model.commit(),
    end() {
      phase = 'after';
      model.terminate();
    },
  });
  return {
    activity,
    record,
    api,
    get phase() {
      return phase;
    },
    close() {
      if (phase === 'running') api.Terminate('');
    },
  };
}
