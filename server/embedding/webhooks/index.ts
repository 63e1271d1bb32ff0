export { createWebhooks, type Webhooks } from './create-webhooks.ts';
export type { Delivery, Endpoint } from './endpoint-service.ts';
export { EVENT_TYPES, EVENTS } from './event-catalogue.ts';
export { endpointForm, endpointInput } from './webhook-input.ts';
