import { formFields, UNTOUCHED, type FieldWords, type Refused } from '../../agencies/index.ts';
import type { Actor } from '../../people/index.ts';
import { readOrigins } from '../doors/index.ts';
import { readCheck } from './check-connection.ts';
import { gradeWords, momentWords } from './grade-view.ts';
import type { ConnectedLms, GradeLine } from './lti-desk-service.ts';
import { readRefusal } from './registration-service.ts';
import { launchUrl, targetLink } from './target-link.ts';

const MANUAL: Readonly<Record<string, FieldWords>> = {
  title: { label: 'Name of the LMS', hint: 'As your officers call it.', most: 200 },
  issuer: { label: 'Issuer (platform ID)', hint: 'Copy it to the letter, without adding a slash.', most: 220 },
  clientId: { label: 'Client ID', most: 255 },
  deploymentId: { label: 'Deployment ID', most: 255 },
  authLoginUrl: { label: 'Authentication request URL', hint: 'Also: OIDC authorization endpoint.', most: 2000 },
  jwksUrl: { label: 'Public keyset URL (JWKS)', most: 2000 },
  tokenUrl: {
    label: 'Access token URL',
    hint: 'Leave it empty where no grades are wanted.',
    isOptional: true,
    most: 2000,
  },
};

/** What is copied into an LMS. */
export function copyLines(publicUrl: string) {
  return [
    { label: 'Tool URL, redirect URL and deep linking URL', value: launchUrl(publicUrl) },
    { label: 'Login URL (OIDC initiation)', value: `${publicUrl}/lti/login` },
    { label: 'Public keyset URL (JWKS)', value: `${publicUrl}/lti/jwks` },
  ];
}

/** Model of `embedding/lti-new`. */
export function newLmsView(actor: Actor, publicUrl: string, refused: Refused = UNTOUCHED, link: string | null = null) {
  return {
    organisation: actor.agencyName,
    link,
    isPlain: !publicUrl.startsWith('https://'),
    copies: copyLines(publicUrl),
    fields: formFields(MANUAL, refused),
  };
}

/** Model of `embedding/lti-door`. */
export function lmsView(
  { timeZone, agencyName }: Actor,
  publicUrl: string,
  { door, registration, links, members, courses }: ConnectedLms,
  refused: Refused = UNTOUCHED,
) {
  const check = readCheck(registration.lastCheck);
  const refusal = readRefusal(registration.lastRefusal);
  const [latest] = members.map(({ fetchedAt }) => fetchedAt).sort((one, other) => other.getTime() - one.getTime());
  return {
    id: door.id,
    organisation: agencyName,
    title: door.title,
    isOpen: door.isEnabled,
    issuer: registration.issuer,
    clientId: registration.clientId,
    copies: copyLines(publicUrl),
    check: check === null ? null : { at: momentWords(timeZone, new Date(check.at)), lines: check.lines },
    refusal:
      refusal === null
        ? null
        : {
            words: refusal.words,
            code: refusal.code,
            at: momentWords(timeZone, new Date(refusal.at)),
            deployment: refusal.deployment,
          },
    deployments: registration.deployments,
    deploymentFields: formFields({ deploymentId: { label: 'Deployment ID', most: 255 } }, UNTOUCHED),
    fields: formFields(
      {
        title: { label: 'Name of the LMS', start: door.title, most: 200 },
        origins: {
          label: 'Sites that may show courses in a frame',
          hint: 'One a line, such as https://lms.example.',
          start: readOrigins(door.frameAncestors).join('\n'),
          isLong: true,
          isOptional: true,
          most: 4000,
        },
      },
      refused,
      'door-',
    ),
    links: links.map((link) => ({
      title: link.title,
      context: link.contextTitle || 'No course named',
      last: momentWords(timeZone, link.updatedAt),
    })),
    mayList: links.some(({ membershipsUrl }) => membershipsUrl !== null),
    members: members.map(({ name, email, isActive }) => ({
      name: name || 'No name told',
      email,
      state: isActive ? 'Active' : 'Left',
    })),
    listed: latest === undefined ? null : momentWords(timeZone, latest),
    courses: courses.map(({ id, title }) => ({ title, address: targetLink(publicUrl, id, null) })),
  };
}

/** Model of `embedding/lti-grades`. */
export function gradeLogView({ timeZone, agencyName }: Actor, lines: readonly GradeLine[]) {
  return {
    organisation: agencyName,
    grades: lines.map(({ grade, name, link, lms }) => ({
      id: grade.id,
      name,
      link,
      lms: lms || 'No course named',
      last: momentWords(timeZone, grade.sentAt),
      maySend: grade.wanted !== null,
      ...gradeWords(grade),
    })),
  };
}
