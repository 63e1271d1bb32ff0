import type { RosterColumn } from './read-roster.ts';

/** What a row that can be read does. */
export interface RosterItem {
  readonly line: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly rank: string;
  readonly email: string;
  readonly roles: readonly ('officer' | 'partner')[];
  /** `new`: an account is made; `member`: the person belongs to the agency; `invite`: somebody who has an account is asked. */
  readonly kind: 'new' | 'member' | 'invite';
  /** null: the row names no school. Somebody who is asked is placed by hand after accepting. */
  readonly placement: RosterPlacement | null;
}

/** Where and when a row places somebody. */
export interface RosterPlacement {
  readonly schoolId: string;
  readonly schoolName: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
}

/** Why a row is not imported, and what to do. */
export interface RosterFault {
  readonly line: number;
  readonly column: RosterColumn | null;
  /** What stands there, for finding it again. */
  readonly value: string;
  readonly message: string;
  readonly help: string;
}

/** Everything that a list would do. */
export interface RosterPlan {
  readonly items: readonly RosterItem[];
  readonly faults: readonly RosterFault[];
  readonly unknown: readonly string[];
}

/** A row for which something had changed when its turn came. */
export interface LeftOut {
  readonly line: number;
  readonly email: string;
  readonly message: string;
}

/** True when a row changes nothing. */
export const isIdle = (item: RosterItem): boolean => item.kind === 'member' && item.placement === null;

/** Rows that write something. */
export const workOf = (plan: RosterPlan): RosterItem[] => plan.items.filter((item) => !isIdle(item));
