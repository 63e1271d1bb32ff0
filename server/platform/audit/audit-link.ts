import { randomToken, sha256Hex } from '../ids/hash.ts';
import { parsePayload } from '../jobs/job-payload.ts';

/** A row of `audit_events`; `details` is JSON, '' once it was erased. */
export interface StoredEvent {
  id: string;
  position: number;
  agencyId: string | null;
  actorId: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  details: string;
  at: Date;
  link: string;
  /** 1: the link binds the details themselves. 2: their salted hash, so that they can be erased. */
  linkFormat: number;
  detailsSha256: string | null;
  detailsSalt: string | null;
}

/** Action of the entry that names what was erased. */
export const ERASED = 'record.erased';

/** What the columns beside the details are in a new row. */
export function sealDetails(details: string): Pick<StoredEvent, 'linkFormat' | 'detailsSha256' | 'detailsSalt'> {
  const detailsSalt = randomToken();
  return { linkFormat: 2, detailsSha256: hashOf(detailsSalt, details), detailsSalt };
}

const hashOf = (salt: string, details: string): string => sha256Hex(`${salt}\n${details}`);

/** Link of a row over the one before it and all columns; the format itself is bound. */
export function linkOf(previous: string, row: Omit<StoredEvent, 'link'>): string {
  const { id, position, agencyId, actorId, action, subjectType, subjectId, details, linkFormat, detailsSha256 } = row;
  const at = new Date(row.at).toISOString();
  const head = linkFormat === 1 ? [previous] : [linkFormat, previous];
  const said = linkFormat === 1 ? details : detailsSha256;
  return sha256Hex(
    JSON.stringify([...head, id, position, agencyId, actorId, action, subjectType, subjectId, said, at]),
  );
}

/** True once the details were taken away; whether that was allowed is for who reads on. */
export const isErased = ({ linkFormat, details }: StoredEvent): boolean => linkFormat !== 1 && details === '';

/** True while the details are those that were recorded, or gone. */
export function isFit(row: StoredEvent): boolean {
  const { linkFormat, details, detailsSha256, detailsSalt } = row;
  if (linkFormat === 1) return detailsSha256 === null && detailsSalt === null;
  if (isErased(row)) return detailsSalt === null;
  return detailsSalt !== null && hashOf(detailsSalt, details) === detailsSha256;
}

/** Positions that an entry of an erasure names; none of any other entry. */
export function erasedBy({ action, details }: StoredEvent): number[] {
  if (action !== ERASED || details === '') return [];
  const { trail } = parsePayload(details);
  return Array.isArray(trail) ? trail.filter((position) => typeof position === 'number') : [];
}
