import type { Actor } from '../../people/index.ts';

/** Whose rows a report is about: those of an agency, or what happens at the schools of a district. */
export interface Scope {
  readonly kind: 'agency' | 'district';
  readonly id: string;
}

/** The scope of whoever asks. */
export function scopeOf({ organisationType, agencyId }: Actor): Scope {
  return { kind: organisationType, id: agencyId };
}
