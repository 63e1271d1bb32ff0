import { accountView } from '../../../server/people/account-view.ts';
import type { Actor } from '../../../server/people/actor-policy.ts';
import { invitationsView } from '../../../server/people/invitation-view.ts';
import { memberListView, memberNewView, memberView } from '../../../server/people/member-view.ts';
import type { PersonRow, SessionRow } from '../../../server/people/person-model.ts';
import { resetFinishView, resetRequestView, signInView } from '../../../server/people/sign-in-view.ts';
import { auditView, systemView } from '../../../server/people/system-view.ts';
import { samplePage, sampleSignedOutPage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const OTHER = '01jd6w3v5w8y2m4n6p8q0r2s4u';

const actor: Actor = {
  personId: ID,
  agencyId: OTHER,
  agencyName: 'Harlow County Sheriff’s Office',
  organisationType: 'agency',
  locale: 'en',
  timeZone: 'America/Chicago',
  roles: ['administrator'],
  name: 'Priya Nair',
  rank: '',
  email: 'priya.nair@harlow.example',
};

const person: PersonRow = {
  id: ID,
  givenName: 'Maria',
  familyName: 'Reyes',
  rank: 'Dep.',
  email: 'maria.reyes@harlow.example',
  passwordHash: 'set',
  passwordChangedAt: AT,
  locale: 'en',
  theme: 'dark',
  mailPreference: 'all',
  activeRole: '',
  createdAt: AT,
  disabledAt: null,
};

const session: SessionRow = {
  tokenHash: 'here',
  personId: ID,
  createdAt: AT,
  lastSeenAt: AT,
  expiresAt: AT,
  userAgent: 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/147.0 Safari/537.36',
};

const account = {
  actor,
  person,
  agencies: [{ id: OTHER, name: actor.agencyName, isDistrict: false }],
  invitations: 0,
  sessions: [session, { ...session, tokenHash: 'there', userAgent: 'Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1' }],
  currentHash: 'here',
  hasOwnAccount: true,
  typed: {},
  faults: {},
};

const page = samplePage('People', '/admin/people');
const member = { person, roles: ['officer'], isShared: false };
const shown = { link: null, faults: {}, hasOwnAccounts: true };
const list = { search: '', page: 1, size: 50, hasOwnAccounts: true };
const fault = 'The address or the password is wrong.';

/** Pages of the room, in each of their states. */
export const samples: Sample[] = [
  {
    view: 'people/sign-in',
    state: 'empty',
    model: { page: sampleSignedOutPage('Sign in'), ...signInView({}, {}, '/my') },
  },
  {
    view: 'people/sign-in',
    state: 'refused',
    model: {
      page: sampleSignedOutPage('Sign in'),
      ...signInView({ email: 'maria.reyes@harlow' }, { email: 'Write your mail address.', password: fault }, '/'),
    },
  },
  {
    view: 'people/reset-request',
    state: 'empty',
    model: { page: sampleSignedOutPage('Set a new password'), ...resetRequestView({}, {}, false) },
  },
  {
    view: 'people/reset-request',
    state: 'refused',
    model: {
      page: sampleSignedOutPage('Set a new password'),
      ...resetRequestView({ email: 'maria' }, { email: 'Write a mail address.' }, false),
    },
  },
  {
    view: 'people/reset-request',
    state: 'sent',
    model: { page: sampleSignedOutPage('Set a new password'), ...resetRequestView({}, {}, true) },
  },
  {
    view: 'people/reset-finish',
    state: 'empty',
    model: { page: sampleSignedOutPage('Set a new password'), ...resetFinishView('token', person.email, {}) },
  },
  {
    view: 'people/reset-finish',
    state: 'refused',
    model: {
      page: sampleSignedOutPage('Set a new password'),
      ...resetFinishView('token', person.email, {
        password: 'Use more different characters.',
        again: 'The two passwords differ.',
      }),
    },
  },
  {
    view: 'people/account',
    state: 'own account',
    model: { page: samplePage('Your account', '/account'), ...accountView(account) },
  },
  {
    view: 'people/account',
    state: 'two agencies, refused password',
    model: {
      page: samplePage('Your account', '/account'),
      ...accountView({
        ...account,
        invitations: 1,
        agencies: [...account.agencies, { id: ID, name: 'Dunmore schools', isDistrict: true }],
        faults: {
          givenName: 'Write a given name.',
          familyName: 'Leave out control characters.',
          rank: 'Leave out control characters.',
          current: 'This is not your current password.',
          password: 'Use at least 12 characters.',
          again: 'The two passwords differ.',
        },
      }),
    },
  },
  {
    view: 'people/account',
    state: 'signed in by the host',
    model: {
      page: samplePage('Your account', '/account'),
      ...accountView({ ...account, sessions: [], currentHash: null, hasOwnAccount: false }),
    },
  },
  {
    view: 'people/invitations',
    state: 'one agency asks',
    model: {
      page: sampleSignedOutPage('Invitations'),
      ...invitationsView(
        [{ id: ID, agencyName: 'Dunmore Police', roles: ['officer', 'instructor'], createdAt: AT }],
        true,
      ),
    },
  },
  {
    view: 'people/invitations',
    state: 'nothing to answer',
    model: { page: sampleSignedOutPage('Invitations'), ...invitationsView([], false) },
  },
  {
    view: 'people/members',
    state: 'two of three pages',
    model: {
      page,
      ...memberListView(
        actor,
        {
          rows: [
            { ...person, roles: ['officer', 'instructor'] },
            { ...person, id: OTHER, passwordHash: null, roles: ['supervisor'] },
            { ...person, id: 'x', email: null, disabledAt: AT, roles: ['officer'] },
          ],
          count: 103,
        },
        { ...list, page: 2, search: 'rey' },
        [{ id: ID, email: 'lee.park@dunmore.example', roles: ['officer', 'instructor'] }],
      ),
    },
  },
  {
    view: 'people/members',
    state: 'nobody found',
    model: { page, ...memberListView(actor, { rows: [], count: 0 }, { ...list, search: 'zz' }, []) },
  },
  { view: 'people/member-new', state: 'empty', model: { page, ...memberNewView(actor, {}, {}) } },
  {
    view: 'people/member-new',
    state: 'refused',
    model: {
      page,
      ...memberNewView(
        actor,
        { givenName: '', email: 'x' },
        {
          rank: 'Leave out control characters.',
          givenName: 'Write a given name.',
          familyName: 'Leave out control characters.',
          email: 'Write a mail address.',
          roles: 'Choose at least one role.',
        },
      ),
    },
  },
  { view: 'people/member', state: 'active', model: { page, ...memberView(actor, member, shown) } },
  {
    view: 'people/member',
    state: 'with a fresh link',
    model: {
      page,
      ...memberView(actor, member, { ...shown, link: `https://training.harlow.example/reset/${'a'.repeat(43)}` }),
    },
  },
  {
    view: 'people/member',
    state: 'shared, disabled, refused roles',
    model: {
      page,
      ...memberView(
        actor,
        { person: { ...person, disabledAt: AT }, roles: ['administrator'], isShared: true },
        { ...shown, faults: { roles: 'This is the only administrator of your agency.' } },
      ),
    },
  },
  {
    view: 'people/system',
    state: 'healthy',
    model: {
      page: samplePage('System', '/admin/people'),
      ...systemView([{ name: 'Database', ok: true, reason: '' }], { waiting: 2, running: 1, failed: 0, done: 40 }),
    },
  },
  {
    view: 'people/system',
    state: 'content store gone',
    model: {
      page: samplePage('System', '/admin/people'),
      ...systemView([{ name: 'Content store', ok: false, reason: 'The folder is missing.' }], {
        waiting: 0,
        running: 0,
        failed: 3,
        done: 0,
      }),
    },
  },
  {
    view: 'people/audit',
    state: 'a page, chain whole',
    model: {
      page: samplePage('Audit trail', '/admin/people'),
      ...auditView(
        actor,
        {
          events: [
            {
              id: ID,
              position: 9,
              agencyId: OTHER,
              actorId: ID,
              action: 'member.roles-changed',
              subjectType: 'person',
              subjectId: ID,
              details: { before: ['officer'], after: ['officer', 'instructor'], mailed: false },
              isErased: false,
              at: AT,
              actorName: 'Priya Nair',
              subjectName: 'Maria Reyes',
            },
          ],
          older: 9,
        },
        { ok: true, rows: 9 },
      ),
    },
  },
  {
    view: 'people/audit',
    state: 'empty, chain broken',
    model: {
      page: samplePage('Audit trail', '/admin/people'),
      ...auditView(actor, { events: [], older: null }, { ok: false, rows: 3, firstBad: ID }),
    },
  },
];
