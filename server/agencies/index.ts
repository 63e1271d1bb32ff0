export { PLACEMENT_CHANGED } from './agency-events.ts';
export { createAgencies, type Agencies } from './agency-service.ts';
export { createAgencyDesk, type AgencyDesk } from './create-desk.ts';
export { type FieldWords, formFields, type Refused, UNTOUCHED } from './form-field.ts';
