export { createAgencies, type Agencies, type Assignment, type NewOrganisation } from './agency-service.ts';
