import { anonymiseView, retentionView } from '../../../server/training/retention/retention-view.ts';
import { samplePage, type Sample } from '../sample.ts';
import type { Actor } from '../../../server/people/index.ts';

const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const AT = new Date('2026-11-23T16:42:00Z');
const actor: Actor = {
  personId: ID,
  agencyId: ID,
  agencyName: 'Harlow County Sheriff’s Office',
  organisationType: 'agency',
  locale: 'en',
  timeZone: 'America/Chicago',
  roles: ['administrator'],
  name: 'Priya Nair',
  rank: '',
  email: 'priya.nair@harlow.example',
};
const hold = {
  id: ID,
  agencyId: ID,
  personId: ID,
  reason: 'Case 26-118, county court.',
  placedBy: ID,
  placedAt: AT,
  liftedBy: null,
  liftedAt: null,
  liftedReason: null,
};
const erasure = { id: ID, agencyId: ID, personId: ID, reason: 'On request.', erased: '{}', requestedBy: ID, at: AT };
const names = new Map([[ID, 'Dep. Maria Reyes']]);
const lifted = { ...hold, personId: null, liftedAt: AT, liftedReason: 'Case closed.' };

export const samples: readonly Sample[] = [
  {
    state: 'holds and erasures',
    view: 'training/retention',
    model: {
      page: samplePage('Retention and holds'),
      ...retentionView(actor, { months: 120, holds: [hold, lifted], erasures: [erasure], names }, {}, {}),
    },
  },
  {
    state: 'nothing yet, refused',
    view: 'training/retention',
    model: {
      page: samplePage('Retention and holds'),
      ...retentionView(actor, { months: null, holds: [], erasures: [], names }, {}, { months: 'Write a number.' }),
    },
  },
  {
    state: 'a person',
    view: 'training/anonymise',
    model: { page: samplePage('Forget'), ...anonymiseView(ID, { name: 'Dep. Maria Reyes', hold: null }, {}, {}) },
  },
  {
    state: 'on hold, refused',
    view: 'training/anonymise',
    model: { page: samplePage('Forget'), ...anonymiseView(ID, { name: 'Dep. Maria Reyes', hold }, {}, { typed: 'No.' }) },
  },
];
