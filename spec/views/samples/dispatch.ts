import { UNTOUCHED } from '../../../server/agencies/index.ts';
import type { Destination, SeatLine } from '../../../server/embedding/dispatch/destination-service.ts';
import { destinationView, newDestinationView } from '../../../server/embedding/dispatch/dispatch-view.ts';
import type { Actor } from '../../../server/people/index.ts';
import { samplePage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const OTHER = '01jd6w3v5w8y2m4n6p8q0r2s4u';

const actor: Actor = {
  personId: OTHER,
  agencyId: OTHER,
  agencyName: 'Harlow County Sheriff’s Office',
  organisationType: 'agency',
  locale: 'en',
  timeZone: 'America/Chicago',
  roles: ['administrator'],
  name: 'Ann Okafor',
  rank: 'Lt.',
  email: 'ann.okafor@harlow.example',
};
const door = {
  id: ID,
  agencyId: OTHER,
  kind: 'dispatch',
  title: 'First bell for the county',
  isEnabled: true,
  frameAncestors: '[]',
  createdBy: OTHER,
  createdAt: AT,
} as const;
const full: Destination = {
  doorId: ID,
  agencyId: OTHER,
  courseId: OTHER,
  standard: 'scorm12',
  packageTitle: door.title,
  mapping: 'success',
  opensAt: AT,
  closesAt: AT,
  seats: 50,
  door,
  origins: ['https://lms.harlow.example'],
  courseTitle: 'First bell',
  seatsUsed: 53,
};
const open: Destination = { ...full, opensAt: null, closesAt: null, seats: null, door: { ...door, isEnabled: false }, seatsUsed: 0 };
const summary = { attempt: 1, version: 4, completion: 'completed', success: 'passed', scoreScaled: 0.9, scoreRaw: 90 } as const;
const seat: SeatLine = {
  id: ID,
  agencyId: OTHER,
  doorId: ID,
  registrationId: ID,
  firstAt: AT,
  lastAt: AT,
  launches: 2,
  toldAt: AT,
  told: '{}',
  name: 'Maria Reyes',
  waiting: { identityId: ID, personId: ID, kind: 'dispatch', isAsserted: true },
  summary,
  lastTold: summary,
};
const joined: SeatLine = { ...seat, id: OTHER, waiting: null, summary: null, lastTold: null, toldAt: null, told: null };
const refused = { typed: { title: '', seats: '0' }, faults: { title: 'Write a title.', seats: 'Write a number.' } };

export const samples: Sample[] = [
  {
    view: 'embedding/dispatch-new',
    state: 'empty',
    model: { page: samplePage('New'), ...newDestinationView([{ id: ID, title: 'First bell' }], UNTOUCHED) },
  },
  {
    view: 'embedding/dispatch-new',
    state: 'refused',
    model: { page: samplePage('New'), ...newDestinationView([{ id: ID, title: 'First bell' }], refused) },
  },
  {
    view: 'embedding/dispatch-new',
    state: 'without a course',
    model: { page: samplePage('New'), ...newDestinationView([], UNTOUCHED) },
  },
  {
    view: 'embedding/dispatch',
    state: 'with learners',
    model: { page: samplePage('Package'), ...destinationView(actor, full, { seats: [seat, joined], page: 1 }) },
  },
  {
    view: 'embedding/dispatch',
    state: 'before anybody came',
    model: { page: samplePage('Package'), ...destinationView(actor, open, { seats: [], page: 1, refused }) },
  },
];
