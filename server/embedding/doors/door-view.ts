import { formFields, type Refused } from '../../agencies/index.ts';
import type { Actor } from '../../people/index.ts';
import { VISITORS_A_PAGE, type UsedDoor, type VisitorPage } from './door-service.ts';

/** Something that can be added on the page of the doors. */
export interface DoorOffer {
  readonly label: string;
  readonly href: string;
}

/** Seats of a dispatch package; `most` null: any number. */
export interface SeatUse {
  readonly doorId: string;
  readonly used: number;
  readonly most: number | null;
}

const KINDS = { lti: 'LTI 1.3', dispatch: 'Dispatch package', api: 'API key' } as const;

const timeWords = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);

const count = (number: number, one: string, many: string): string => (number === 1 ? `1 ${one}` : `${number} ${many}`);

/** Model of `embedding/doors`. */
export function doorsView({ agencyName, timeZone }: Actor, doors: readonly UsedDoor[], offers: readonly DoorOffer[]) {
  return {
    organisation: agencyName,
    offers,
    doors: doors.map(({ door: { id, kind, title, isEnabled }, people, lastAt }) => ({
      id,
      title,
      href: kind === 'api' ? '/organisation/api' : `/organisation/doors/${kind}/${id}`,
      kind: KINDS[kind],
      state: isEnabled ? 'Open' : 'Shut',
      tone: isEnabled ? 'done' : 'due',
      isEnabled,
      people: count(people, 'person', 'people'),
      lastUse: lastAt === null ? 'Not used yet' : timeWords(timeZone, lastAt),
    })),
  };
}

/** Model of `embedding/log`. */
export function doorLogView(
  { agencyName, timeZone }: Actor,
  { rows, count: all, titles }: VisitorPage,
  page: number,
  seats: readonly SeatUse[],
) {
  const pages = Math.max(1, Math.ceil(all / VISITORS_A_PAGE));
  return {
    organisation: agencyName,
    total: count(all, 'person', 'people'),
    seats: seats.map(({ doorId, used, most }) => ({
      title: titles.get(doorId) ?? '',
      words: most === null ? `${used} used, no limit` : `${used} of ${most}`,
      isFull: most !== null && used >= most,
    })),
    people: rows.map((row) => ({
      name: row.name,
      door: row.doorTitle,
      state:
        row.waiting === null
          ? 'Person of the agency'
          : row.waiting.isAsserted
            ? `Asserted by ${row.doorTitle}`
            : 'Known by the LMS',
      tone: row.waiting === null ? 'done' : 'info',
      first: timeWords(timeZone, row.firstAt),
      last: timeWords(timeZone, row.lastAt),
      visits: String(row.visits),
      joinHref: row.waiting === null ? null : `/doors-log/${row.waiting.identityId}/join`,
    })),
    pager:
      pages === 1
        ? null
        : {
            text: `Page ${page} of ${pages}`,
            previous: page > 1 ? `?page=${page - 1}` : null,
            next: page < pages ? `?page=${page + 1}` : null,
          },
  };
}

/** Model of `embedding/join`. */
export function joinView(
  visitor: { readonly identityId: string; readonly name: string; readonly isAsserted: boolean },
  refused: Refused,
) {
  return {
    id: visitor.identityId,
    name: visitor.name,
    isAsserted: visitor.isAsserted,
    fields: formFields(
      {
        email: { label: 'Mail address of the person in your agency', type: 'email', most: 254 },
        reason: { label: 'How you know who it is', isLong: true, most: 500, hint: 'It is kept in the audit trail.' },
      },
      refused,
    ),
  };
}
