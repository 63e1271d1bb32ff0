import type { Actor } from '../../people/index.ts';

/** The catalogue asks for an actor; nobody is signed in on the page of an LMS. */
export const officerOf = (agencyId: string): Actor => ({
  personId: '',
  agencyId,
  agencyName: '',
  organisationType: 'agency',
  timeZone: 'UTC',
  roles: ['officer'],
  name: '',
  rank: '',
  email: null,
  locale: 'en',
});
