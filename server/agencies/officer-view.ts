import type { StaffMember } from '../people/index.ts';
import { dayIn, sayDay } from '../platform/index.ts';

/** The head of an officer's pages on the desk: name, whether the person has left, the way to the other pages. */
export function officerHead({ id, fullName, email, leftAt }: StaffMember, timeZone: string) {
  return {
    id,
    name: fullName,
    email: email ?? '',
    left: leftAt === null ? null : `Left the agency on ${sayDay('en', dayIn(timeZone, leftAt))}. The record stays.`,
  };
}
