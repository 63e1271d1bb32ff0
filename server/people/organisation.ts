import type { Tx } from '../platform/index.ts';

/** What an actor needs to know of an agency or a district. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** Agencies and districts live in a room above; it hands this in. */
export interface Organisations {
  find(tx: Tx | null, id: string): Promise<Organisation | null>;
  findDistrict(tx: Tx | null, id: string): Promise<Organisation | null>;
  /** The agency of an installation that has exactly one, else null. */
  only(tx: Tx | null): Promise<Organisation | null>;
}
