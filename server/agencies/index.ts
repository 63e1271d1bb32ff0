export { createAgencies, type Agencies } from './agency-service.ts';
