import type { Actor } from '../../people/index.ts';
import { EVENT_TYPES, EVENTS, type Endpoint } from '../webhooks/index.ts';
import type { KnownKey } from './key-service.ts';
import { momentWords } from './moment-words.ts';
import { SCOPE_NAMES, SCOPES } from './scope-policy.ts';

/** What was typed into one of the page's forms before it was refused, and why. */
export interface RefusedForm {
  readonly form: 'key' | 'webhook';
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: Readonly<Record<string, string>>;
}

/** What is shown this once. */
export interface MadeSecret {
  readonly what: 'key' | 'webhook';
  readonly secret: string;
}

/** Keys and webhooks of an agency. */
export interface OrganisationApi {
  readonly keys: readonly KnownKey[];
  readonly endpoints: readonly Endpoint[];
  /** Names by the ids of people. */
  readonly names: ReadonlyMap<string, string>;
}

/** The page of keys and webhooks. */
export function organisationApiView(
  { agencyName, timeZone }: Actor,
  { keys, endpoints, names }: OrganisationApi,
  { made = null, refused = null }: { made?: MadeSecret | null; refused?: RefusedForm | null },
) {
  const when = (at: Date): string => momentWords(at, timeZone);
  const inForm = (form: RefusedForm['form']): Pick<RefusedForm, 'typed' | 'faults'> =>
    refused?.form === form ? refused : { typed: {}, faults: {} };
  const [key, webhook] = [inForm('key'), inForm('webhook')];
  return {
    organisation: agencyName,
    made: made && { secret: made.secret, ...MADE[made.what] },
    keys: keys.map((one) => ({
      id: one.id,
      name: one.name,
      hint: `${one.hint}…`,
      scopes: one.scopes.join(', '),
      origins: one.origins.join(', '),
      made: `Made on ${when(one.createdAt)} by ${names.get(one.createdBy) ?? 'somebody who is not known any more'}`,
      used: one.lastUsedAt === null ? 'Not used yet' : `Last used on ${when(one.lastUsedAt)}`,
      revoked: one.revokedAt === null ? null : `Revoked on ${when(one.revokedAt)}`,
    })),
    keyForm: {
      isOpen: refused?.form === 'key',
      name: { value: textOf(key.typed, 'name'), fault: key.faults['name'] ?? null },
      scopes: boxes(SCOPE_NAMES, SCOPES, key.typed['scopes']),
      scopesFault: key.faults['scopes'] ?? null,
      origins: { value: textOf(key.typed, 'origins'), fault: key.faults['origins'] ?? null },
    },
    webhooks: endpoints.map((one) => ({
      id: one.id,
      url: one.url,
      title: one.title,
      events: one.events.join(', '),
      ...stateOf(one),
    })),
    webhookForm: {
      isOpen: refused?.form === 'webhook',
      url: { value: textOf(webhook.typed, 'url'), fault: webhook.faults['url'] ?? null },
      title: { value: textOf(webhook.typed, 'title'), fault: webhook.faults['title'] ?? null },
      events: boxes(EVENT_TYPES, EVENTS, webhook.typed['events']),
      eventsFault: webhook.faults['events'] ?? null,
    },
  };
}

/** A word for how an endpoint stands, with the mark beside it. */
export function stateOf({ isEnabled, disabledWhy, failingSince }: Endpoint) {
  if (!isEnabled) return { state: 'Switched off', tone: 'late', icon: 'st-failed', why: disabledWhy };
  if (failingSince !== null) return { state: 'Not taken at the moment', tone: 'late', icon: 'st-failed', why: '' };
  return { state: 'On', tone: 'done', icon: 'st-done', why: '' };
}

const MADE = {
  key: {
    heading: 'The key is made',
    words: 'Copy it now: it is shown this once, and nobody can read it here again.',
    label: 'Key',
  },
  webhook: {
    heading: 'The secret of the webhook',
    words: 'Copy it now: the receiver checks signatures with it. It is shown this once.',
    label: 'Secret',
  },
} as const;

function boxes(names: readonly string[], words: Readonly<Record<string, string>>, typed: unknown) {
  const chosen = [typed ?? []].flat();
  return names.map((name) => ({ value: name, words: words[name] ?? '', isChosen: chosen.includes(name) }));
}

function textOf(typed: Readonly<Record<string, unknown>>, name: string): string {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
}
