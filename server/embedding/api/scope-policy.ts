/** What a key may ask for, each with what it means to whoever makes the key. */
export const SCOPES = {
  'people:read': 'Read the people of the agency',
  'people:write': 'Add people, and end their time in the agency',
  'schools:read': 'Read districts, schools and placements',
  'schools:write': 'Add schools, place officers and end placements',
  'courses:read': 'Read courses and their versions',
  'assignments:read': 'Read assignments',
  'assignments:write': 'Make assignments',
  'records:read': 'Read registrations, attempts and answers',
  'certificates:read': 'Read and check certificates',
  'webhooks:manage': 'Make, change and remove webhooks',
  'launch:create': 'Open courses for people of the agency on your own pages',
} as const;

/** Name of a scope. */
export type Scope = keyof typeof SCOPES;

/** All of them, in the order in which they are shown. */
export const SCOPE_NAMES = [
  'people:read',
  'people:write',
  'schools:read',
  'schools:write',
  'courses:read',
  'assignments:read',
  'assignments:write',
  'records:read',
  'certificates:read',
  'webhooks:manage',
  'launch:create',
] as const satisfies readonly Scope[];
