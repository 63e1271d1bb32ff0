import { say, sayMoment } from '../platform/index.ts';
import type { Actor } from './actor-policy.ts';
import type { PersonRow, SessionRow } from './person-model.ts';
import { fieldOf, type Faults } from './sign-in-view.ts';

const THEMES = [
  { value: 'system', label: 'As this device has it' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
/** Each in its own language, so that it is found by whoever needs it. */
const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'es', label: 'Español' },
];
const MAILS = [
  { value: 'all', label: 'All notices, at most one mail a day' },
  { value: 'overdue', label: 'Only what is overdue or has expired' },
];

/** What the account page shows. */
export interface AccountState {
  readonly actor: Actor;
  readonly person: PersonRow;
  readonly agencies: readonly { id: string; name: string; isDistrict: boolean }[];
  /** Number of open invitations of other agencies. */
  readonly invitations: number;
  readonly sessions: readonly SessionRow[];
  /** Hash of the token of this browser, null where the host signs people in. */
  readonly currentHash: string | null;
  readonly hasOwnAccount: boolean;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: Faults;
}

/** The account page; what was typed stands in the form again when it was refused. */
export function accountView(state: AccountState) {
  const { actor, person, agencies, sessions, currentHash, hasOwnAccount, typed, faults } = state;
  const { locale } = actor;
  const shown = { rank: person.rank, givenName: person.givenName, familyName: person.familyName, ...typed };
  const secret = (name: string) => ({ value: '', fault: faults[name] ?? null });
  return {
    organisation: actor.agencyName,
    isInvited: state.invitations > 0,
    hasOwnAccount,
    email: person.email ?? '',
    rank: fieldOf('rank', shown, faults),
    givenName: fieldOf('givenName', shown, faults),
    familyName: fieldOf('familyName', shown, faults),
    themes: THEMES.map(({ value, label }) => ({ value, label: say(locale, label), isCurrent: value === person.theme })),
    languages: LANGUAGES.map((language) => ({ ...language, isCurrent: language.value === person.locale })),
    mails: MAILS.map(({ value, label }) => ({
      value,
      label: say(locale, label),
      isCurrent: value === person.mailPreference,
    })),
    agencies: agencies.length > 1 ? agencies.map((one) => ({ ...one, isCurrent: one.id === actor.agencyId })) : null,
    passwordChanged:
      person.passwordChangedAt === null
        ? say(locale, 'never')
        : sayMoment(actor.locale, actor.timeZone, person.passwordChangedAt),
    current: secret('current'),
    password: secret('password'),
    again: secret('again'),
    sessions: sessions.map((session) => ({
      browser: browserWords(session.userAgent),
      lastSeen: sayMoment(actor.locale, actor.timeZone, session.lastSeenAt),
      since: sayMoment(actor.locale, actor.timeZone, session.createdAt),
      isCurrent: session.tokenHash === currentHash,
    })),
  };
}

/** Most telling first: Edge and Chrome both say Chrome, Chrome and Safari both say Safari. */
const BROWSERS = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Mac OS X', 'Mac'],
  ['CrOS', 'Chromebook'],
  ['Linux', 'Linux'],
] as const;

/** "Chrome on Windows" out of a user agent; a plain word where it says neither. */
export function browserWords(userAgent: string): string {
  const find = (list: readonly (readonly [string, string])[]): string | undefined =>
    list.find(([mark]) => userAgent.includes(mark))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser === undefined) return 'A browser';
  return system === undefined ? browser : `${browser} on ${system}`;
}
