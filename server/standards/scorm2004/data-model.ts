import type { Activity, Edition } from '../course-structure.ts';
import type { ContentLimits } from '../launch-contract.ts';
import type { CmiRecord, ElementVerdict } from '../runtime-record.ts';
import type { NavigationRequest } from './navigation-request.ts';

/** One SCO's data model while it runs. */
export interface DataModelContext {
  /** Changed by setElement. */
  readonly record: CmiRecord;
  readonly edition: Edition;
  readonly activity: Activity;
  /** adl.data stores by target id; changed by setElement. */
  readonly sharedData: Record<string, string>;
  readonly limits: ContentLimits;
  /** Answers adl.nav.request_valid; without it the answer is "unknown". */
  readonly isRequestValid?: (request: NavigationRequest) => boolean;
  /** The LMS itself writes: read-only elements are open, and their types are checked all the same. */
  readonly isLms?: boolean;
}

/** A verdict without error. */
export function good(value?: string): ElementVerdict {
  return value === undefined ? { error: 0 } : { error: 0, value };
}

/** A verdict with a SCORM error code and words for GetDiagnostic. */
export function bad(error: number, diagnostic: string): ElementVerdict {
  return { error, value: '', diagnostic };
}

/** Characters that suspend data may have where the course version says nothing (RTE 4.2.23). */
export function standardLimits(edition: Edition): ContentLimits {
  return { suspendData: edition === '2004-2nd' ? 4000 : 64_000 };
}
