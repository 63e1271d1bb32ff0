import { z } from 'zod';
import { CLAIMS } from './lti-names.ts';
import type { Claims } from './launch-rule.ts';

/** Text of an LMS: cut where it is too long, empty where it is something else; NUL is taken by no database. */
const words = (most: number) =>
  z
    .string()
    .transform((text) =>
      text
        .replace(/\p{Cc}+/gu, ' ')
        .replace(/\p{Cs}/gu, '\uFFFD')
        .trim()
        .slice(0, most),
    )
    .catch('');
const webUrl = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .catch(null);
const texts = z.array(z.string()).catch([]);

const nobody = { givenName: '', familyName: '', name: '', email: null };
const person = z
  .object({
    given_name: words(120),
    family_name: words(120),
    name: words(240),
    email: z.string().trim().toLowerCase().max(254).pipe(z.email()).nullable().catch(null),
  })
  .transform(({ given_name: givenName, family_name: familyName, name, email }) => ({
    givenName,
    familyName,
    name,
    email,
  }))
  .catch(nobody);

const context = z
  .object({ id: words(255), title: words(255), label: words(255) })
  .catch({ id: '', title: '', label: '' });
const link = z.object({ id: z.string(), title: words(255) }).catch({ id: '', title: '' });
const grades = z
  .object({ scope: texts, lineitems: webUrl, lineitem: webUrl })
  .catch({ scope: [], lineitems: null, lineitem: null });
const members = z.object({ context_memberships_url: webUrl }).catch({ context_memberships_url: null });
const presentation = z.object({ return_url: webUrl }).catch({ return_url: null });
const custom = z
  .object({ course: z.string(), module: z.string().nullable().catch(null) })
  .nullable()
  .catch(null);

/** A message in our own terms; every part that an LMS may leave out may be missing. */
export function readMessage(claims: Claims) {
  const grade = grades.parse(claims[CLAIMS.grades]);
  const place = context.parse(claims[CLAIMS.context]);
  const { id: resourceLinkId, title } = link.parse(claims[CLAIMS.resourceLink]);
  return {
    type: String(claims[CLAIMS.messageType]),
    deploymentId: String(claims[CLAIMS.deploymentId]),
    target: String(claims[CLAIMS.targetLinkUri]),
    subject: String(claims.sub),
    roles: texts.parse(claims[CLAIMS.roles]),
    person: person.parse(claims),
    resourceLinkId,
    title,
    contextId: place.id,
    contextTitle: place.title || place.label,
    scopes: grade.scope,
    lineItemsUrl: grade.lineitems,
    lineItemUrl: grade.lineitem,
    membershipsUrl: members.parse(claims[CLAIMS.members]).context_memberships_url,
    returnUrl: presentation.parse(claims[CLAIMS.presentation]).return_url,
    /** What our own deep link has put in; a second way to the course where an LMS forgets the address. */
    custom: custom.parse(claims[CLAIMS.custom]),
  };
}

/** See {@link readMessage}. */
export type LaunchMessage = ReturnType<typeof readMessage>;

/** Given and family name to keep; somebody without any name is shown by what is left. */
export function namesOf({ person: { givenName, familyName, name } }: Pick<LaunchMessage, 'person'>): {
  givenName: string;
  familyName: string;
} {
  if (givenName !== '' || familyName !== '')
    return { givenName: givenName || familyName, familyName: givenName ? familyName : '' };
  const [first = '', ...rest] = name.split(' ').filter((part) => part !== '');
  return first === ''
    ? { givenName: 'Unnamed', familyName: 'learner' }
    : { givenName: first.slice(0, 120), familyName: rest.join(' ').slice(0, 120) };
}
