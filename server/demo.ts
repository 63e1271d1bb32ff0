import type { Agencies } from './agencies/index.ts';
import { generatePassword, type People, type Role } from './people/index.ts';

/** What the demo needs of the composed application. */
export interface DemoRooms {
  readonly people: People;
  readonly agencies: Agencies;
}

/** A sign-in of the demo agency; shown once, never logged. */
export interface DemoSignIn {
  readonly role: Role;
  readonly email: string;
  readonly password: string;
}

const AGENCY = { name: "Harlow County Sheriff's Office", timeZone: 'America/Chicago', state: 'TX' };
const DISTRICT = { name: 'Harlow County school district', timeZone: 'America/Chicago', state: 'TX' };

/** Invented people, one of each role. */
const PEOPLE = [
  { role: 'officer', rank: 'Dep.', givenName: 'Maria', familyName: 'Reyes' },
  { role: 'instructor', rank: 'Sgt.', givenName: 'Dan', familyName: 'Whitlock' },
  { role: 'supervisor', rank: 'Lt.', givenName: 'Ann', familyName: 'Okafor' },
  { role: 'administrator', rank: '', givenName: 'Priya', familyName: 'Nair' },
] as const;

/**
 * Makes the demo agency with a district, a school, a placement and one person of each role. Null, and nothing changed, when
 * it is there already or the installation has an agency of its own; a first start that broke off is completed.
 */
export async function installDemo({ people, agencies }: DemoRooms): Promise<readonly DemoSignIn[] | null> {
  const before = await agencies.findAgency(AGENCY.name);
  if (before === null && !(await agencies.isEmpty())) return null;
  const agency = before ?? (await agencies.createAgency(AGENCY));
  const signIns: DemoSignIn[] = [];
  for (const { role, ...names } of PEOPLE) {
    const email = `${names.givenName}.${names.familyName}@harlow.example`.toLowerCase();
    if ((await people.accounts.byEmail(email)) !== null) continue;
    const password = generatePassword();
    const account = { ...names, email, password, agencyId: agency.id, roles: [role] };
    const personId = await people.accounts.create(account, null);
    if (role === 'officer') await placeAtSchool(agencies, agency.id, personId);
    signIns.push({ role, email, password });
  }
  return signIns.length === 0 ? null : signIns;
}

async function placeAtSchool(agencies: Agencies, agencyId: string, personId: string): Promise<void> {
  const district = await agencies.createDistrict(DISTRICT);
  const school = await agencies.createSchool(district.id, { name: 'Harlow High' });
  const key = { agencyId, personId, schoolId: school.id };
  await agencies.createPlacement(key, { role: 'School resource officer', startsOn: '2025-08-11' });
}
