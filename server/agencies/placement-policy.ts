import { addDays } from '../platform/index.ts';
import type { PlacementRow } from './agency-model.ts';

type Days = Pick<PlacementRow, 'startsOn' | 'endsOn'>;

/** A placement that was taken back before it began: it ends before it starts and holds on no day. */
export const isCalledOff = ({ startsOn, endsOn }: Days): boolean => endsOn !== null && endsOn < startsOn;

/** True when both hold on some day; ends count, and without an end it goes on. */
export function overlap(one: Days, other: Days): boolean {
  if (isCalledOff(one) || isCalledOff(other)) return false;
  return (
    (one.endsOn === null || one.endsOn >= other.startsOn) && (other.endsOn === null || other.endsOn >= one.startsOn)
  );
}

/** Where a placement stands on a day. */
export function placementState(days: Days, today: string): 'running' | 'planned' | 'over' | 'called-off' {
  if (isCalledOff(days)) return 'called-off';
  if (days.startsOn > today) return 'planned';
  return days.endsOn !== null && days.endsOn < today ? 'over' : 'running';
}

/** The last day of a placement that ends now: today, or none at all for one that has not begun. */
export const endNow = ({ startsOn }: Days, today: string): string => (startsOn > today ? addDays(startsOn, -1) : today);
