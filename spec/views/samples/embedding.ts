import { UNTOUCHED } from '../../../server/agencies/index.ts';
import { doorLogView, doorsView, joinView } from '../../../server/embedding/doors/door-view.ts';
import { cartridgeView } from '../../../server/embedding/cartridge/cartridge-view.ts';
import { downloadView } from '../../../server/embedding/download/download-view.ts';
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
const offers = [{ label: 'Download package', href: '/organisation/doors/download' }];
const row = { agencyId: OTHER, createdBy: OTHER, createdAt: AT, frameAncestors: '["https://lms.example"]' };
const open = { ...row, id: ID, kind: 'lti', title: 'Harlow schools', isEnabled: true } as const;
const shut = { ...row, id: OTHER, kind: 'dispatch', title: 'County LMS', isEnabled: false } as const;
const visit = { agencyId: OTHER, doorId: ID, personId: ID, firstAt: AT, lastAt: AT, visits: 3, doorTitle: 'County LMS' };
const asserted = { identityId: ID, personId: ID, kind: 'dispatch', isAsserted: true } as const;

export const samples: Sample[] = [
  {
    view: 'embedding/doors',
    state: 'with doors',
    model: {
      page: samplePage('Doors'),
      ...doorsView(actor, [{ door: open, people: 1, lastAt: AT }, { door: shut, people: 0, lastAt: null }], offers),
    },
  },
  { view: 'embedding/doors', state: 'without any', model: { page: samplePage('Doors'), ...doorsView(actor, [], []) } },
  {
    view: 'embedding/cartridge',
    state: 'a course',
    model: {
      page: samplePage('Common Cartridge'),
      ...cartridgeView(actor, [{ courseId: ID, title: 'First <bell>', version: 3 }], UNTOUCHED),
    },
  },
  {
    view: 'embedding/cartridge',
    state: 'none',
    model: { page: samplePage('Common Cartridge'), ...cartridgeView(actor, [], UNTOUCHED) },
  },
  {
    view: 'embedding/download',
    state: 'with a course',
    model: {
      page: samplePage('Download'),
      ...downloadView(actor, [{ courseId: ID, title: 'First bell', version: 3 }], UNTOUCHED),
    },
  },
  {
    view: 'embedding/download',
    state: 'without a course',
    model: { page: samplePage('Download'), ...downloadView(actor, [], UNTOUCHED) },
  },
  {
    view: 'embedding/log',
    state: 'with people',
    model: {
      page: samplePage('Who came'),
      ...doorLogView(
        actor,
        {
          rows: [
            { ...visit, id: ID, name: 'Maria Reyes', waiting: null },
            { ...visit, id: OTHER, name: 'No name', waiting: asserted },
            { ...visit, id: ID, name: 'Al Moss', waiting: { ...asserted, kind: 'lti', isAsserted: false } },
          ],
          count: 120,
          titles: new Map([
            [ID, 'First bell for the county'],
            [OTHER, 'Academy'],
          ]),
        },
        2,
        [
          { doorId: ID, used: 47, most: 50 },
          { doorId: ID, used: 50, most: 50 },
          { doorId: OTHER, used: 3, most: null },
        ],
      ),
    },
  },
  {
    view: 'embedding/log',
    state: 'before anybody came',
    model: { page: samplePage('Who came'), ...doorLogView(actor, { rows: [], count: 0, titles: new Map() }, 1, []) },
  },
  {
    view: 'embedding/join',
    state: 'asserted',
    model: { page: samplePage('Join'), ...joinView({ identityId: ID, name: 'Al Moss', isAsserted: true }, UNTOUCHED) },
  },
  {
    view: 'embedding/join',
    state: 'refused',
    model: {
      page: samplePage('Join'),
      ...joinView(
        { identityId: ID, name: 'Al Moss', isAsserted: false },
        { typed: { email: 'x' }, faults: { email: 'Write a mail address.' } },
      ),
    },
  },
];
