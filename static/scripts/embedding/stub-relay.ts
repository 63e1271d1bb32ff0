import {
  counts,
  heals,
  isSameOutcome,
  type DispatchAnswer,
  type DispatchSummary,
} from '../../../server/standards/dispatch-contract.ts';
import type { StubLms } from './stub-lms.ts';
import { writeState, type StubState } from './stub-state.ts';

/** Carries news of the course into the LMS. */
export interface StubRelay {
  /** A launch was let in: heals what the LMS has missed. */
  launched(answer: DispatchAnswer): void;
  heard(summary: DispatchSummary): void;
  /** Writes what waits and ends the session. */
  end(): void;
}

/** What the relay needs of the page. */
export interface RelayPorts {
  readonly lms: Pick<StubLms, 'tell' | 'end'>;
  readonly state: StubState | null;
  readonly now: () => number;
  /** The LMS has taken a summary: tells the server; `isLast` where the page is going. */
  readonly acknowledge: (ticket: string, summary: DispatchSummary, isLast: boolean) => void;
  /** Whether the LMS took the last words. */
  readonly took: (isTaken: boolean) => void;
}

/** Where only a counter has changed the LMS hears of it this seldom, ms: outcomes go at once. */
const QUIET_MS = 30_000;

/** Makes a relay that tells the LMS every outcome the moment it is heard. */
export function createStubRelay({ lms, state, now, acknowledge, took }: RelayPorts): StubRelay {
  let told = state?.told ?? null;
  let launch: DispatchAnswer | null = null;
  /** Not in the LMS yet: refused, or held back because nothing but a counter has changed. */
  let waiting: DispatchSummary | null = null;
  let isRefused = false;
  let lastAt = 0;

  function write(summary: DispatchSummary | null, isLast = false): void {
    if (launch === null) return;
    const { registration, mapping, ticket } = launch;
    waiting = null;
    lastAt = now();
    const isTaken = lms.tell(summary, writeState({ registration, told: summary }), mapping);
    told = summary;
    took(isTaken);
    isRefused = !isTaken;
    // The next news, and the end at the latest, tries again.
    if (isRefused) waiting = summary;
    else if (summary !== null) acknowledge(ticket, summary, isLast);
  }

  return {
    launched(answer) {
      launch = answer;
      const { summary } = answer;
      write(summary !== null && heals(told, summary) ? summary : told);
    },
    heard(summary) {
      if (!counts(told, summary)) return;
      const isQuiet = told !== null && told.attempt === summary.attempt && isSameOutcome(told, summary);
      if (isQuiet && !isRefused && now() - lastAt < QUIET_MS) waiting = summary;
      else write(summary);
    },
    end() {
      if (waiting !== null) write(waiting, true);
      lms.end();
    },
  };
}
