import { docsView } from '../../../server/embedding/api/docs-view.ts';
import { organisationApiView } from '../../../server/embedding/api/key-view.ts';
import { keyOperations } from '../../../server/embedding/api/key-operations.ts';
import { openApiOf } from '../../../server/embedding/api/open-api.ts';
import { recordOperations } from '../../../server/embedding/api/record-operations.ts';
import { webhookOperations } from '../../../server/embedding/api/webhook-operations.ts';
import { webhookView } from '../../../server/embedding/api/webhook-view.ts';
import type { Endpoint } from '../../../server/embedding/webhooks/index.ts';
import { buildActor } from '../../support/report-site.ts';
import { samplePage, type Sample } from '../sample.ts';

const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const AT = new Date('2026-11-23T16:42:00Z');
const actor = buildActor({ roles: ['administrator'] });

const endpoint: Endpoint = {
  id: ID,
  url: 'https://hooks.harlow.example/schoolbeat',
  title: 'Personnel system',
  events: ['person.joined', 'certificate.issued'],
  isEnabled: true,
  disabledWhy: '',
  failingSince: null,
  previousUntil: null,
  createdAt: AT,
};
const off: Endpoint = { ...endpoint, title: '', isEnabled: false, disabledWhy: 'It took nothing for five days.' };
const failing: Endpoint = { ...endpoint, failingSince: AT, previousUntil: AT };

const key = {
  id: ID,
  name: 'Personnel system',
  hint: 'sbk_k3hT9x',
  scopes: ['people:read', 'launch:create'] as const,
  origins: ['https://intranet.harlow.example'],
  createdBy: ID,
  createdAt: AT,
  lastUsedAt: AT,
  revokedAt: null,
};
const revoked = { ...key, origins: [], createdBy: 'nobody', lastUsedAt: null, revokedAt: AT };
const names = new Map([[ID, 'Priya Nair']]);

const row = { id: ID, agencyId: ID, endpointId: ID, eventId: ID, type: 'person.joined', body: '{}', createdAt: AT };
const tried = { id: ID, agencyId: ID, deliveryId: ID, at: AT, durationMs: 81 };
const deliveries = [
  { row: { ...row, state: 'waiting', tries: 1, nextAt: AT, doneAt: null } as const, tries: [] },
  {
    row: { ...row, state: 'delivered', tries: 2, nextAt: null, doneAt: AT } as const,
    tries: [
      { ...tried, status: null, fault: 'hooks.harlow.example refused the connection.' },
      { ...tried, status: 204, fault: '' },
    ],
  },
  { row: { ...row, state: 'failed', tries: 10, nextAt: null, doneAt: AT } as const, tries: [] },
];

/** Describing asks nothing of the rooms. */
const nobody = {} as never;
const document = openApiOf(
  [...keyOperations(), ...recordOperations(nobody), ...webhookOperations(nobody)],
  'https://schoolbeat.harlow.example',
);

const apiPage = samplePage('API keys and webhooks');
const endpoints = [endpoint, off, failing];

export const samples: readonly Sample[] = [
  {
    state: 'keys and webhooks',
    view: 'embedding/api',
    model: { page: apiPage, ...organisationApiView(actor, { keys: [key, revoked], endpoints, names }, {}) },
  },
  {
    state: 'nothing yet, a key refused',
    view: 'embedding/api',
    model: {
      page: apiPage,
      ...organisationApiView(
        actor,
        { keys: [], endpoints: [], names },
        {
          refused: {
            form: 'key',
            typed: { name: 'HR', scopes: ['people:read'], origins: 'x' },
            faults: { name: 'No.', scopes: 'Choose at least one right.', origins: 'Write each as https://…' },
          },
        },
      ),
    },
  },
  {
    state: 'a key that was just made',
    view: 'embedding/api',
    model: {
      page: apiPage,
      ...organisationApiView(
        actor,
        { keys: [key], endpoints: [], names },
        { made: { what: 'key', secret: 'sbk_k3hT9xW4m2nQ8rT6vY1zB5cD7fG0hJ3kL9pS2uX4w' } },
      ),
    },
  },
  {
    state: 'a webhook refused',
    view: 'embedding/api',
    model: {
      page: apiPage,
      ...organisationApiView(
        actor,
        { keys: [], endpoints: [], names },
        {
          refused: {
            form: 'webhook',
            typed: { url: 'http://127.0.0.1', events: 'person.left' },
            faults: { url: 'No.', title: 'No.', events: 'Choose at least one kind of news.' },
          },
        },
      ),
    },
  },
  {
    state: 'a webhook with deliveries',
    view: 'embedding/webhook',
    model: {
      page: samplePage('Personnel system'),
      ...webhookView(actor, failing, deliveries, { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', next: ID }),
    },
  },
  {
    state: 'a webhook that is off',
    view: 'embedding/webhook',
    model: { page: samplePage('hooks'), ...webhookView(actor, off, [], { secret: null, next: null }) },
  },
  {
    state: 'the description',
    view: 'embedding/docs',
    model: { page: samplePage('Interface for programs'), ...docsView(document) },
  },
];
