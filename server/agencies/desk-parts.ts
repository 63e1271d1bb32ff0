import type { People } from '../people/index.ts';
import type { Platform } from '../platform/index.ts';
import type { Agencies } from './agency-service.ts';

/** What the services of the desk are made of. */
export interface DeskParts {
  readonly platform: Platform;
  readonly agencies: Pick<Agencies, 'stores'>;
  readonly people: People;
}
