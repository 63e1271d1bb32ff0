import type { Agencies, AgencyDesk } from './agencies/index.ts';
import { generatePassword, type People, type Role } from './people/index.ts';

/** What the demo needs of the composed application. */
export interface DemoRooms {
  readonly people: People;
  readonly agencies: Agencies;
  readonly desk: Pick<AgencyDesk, 'selections'>;
}

/** A sign-in of the demo agency; shown once, never logged. */
export interface DemoSignIn {
  readonly role: Role;
  readonly email: string;
  readonly password: string;
}

/** Name of the demo agency. */
export const DEMO_AGENCY = "Harlow County Sheriff's Office";

/** Address of its supervisor. */
export const DEMO_SUPERVISOR = 'ann.okafor@harlow.example';

const AGENCY = { name: DEMO_AGENCY, timeZone: 'America/Chicago', state: 'TX' };
const DISTRICT = { name: 'Harlow County school district', timeZone: 'America/Chicago', state: 'TX' };
const SCHOOLS = ['Harlow High', 'Cedar Grove Middle', 'Mill Creek Elementary'] as const;

interface DemoPerson {
  readonly role: Role;
  readonly rank: string;
  readonly givenName: string;
  readonly familyName: string;
  /** School at which an officer is placed, and since when. */
  readonly placed?: readonly [(typeof SCHOOLS)[number], string];
}

/** Invented people, each role among them. The last one is made last of all: who is there stands for the rest. */
const PEOPLE: readonly DemoPerson[] = [
  {
    role: 'officer',
    rank: 'Dep.',
    givenName: 'Maria',
    familyName: 'Reyes',
    placed: ['Harlow High', '2025-08-11'],
  },
  { role: 'instructor', rank: 'Sgt.', givenName: 'Dan', familyName: 'Whitlock' },
  { role: 'supervisor', rank: 'Lt.', givenName: 'Ann', familyName: 'Okafor' },
  { role: 'administrator', rank: '', givenName: 'Priya', familyName: 'Nair' },
  {
    role: 'officer',
    rank: 'Cpl.',
    givenName: 'Luis',
    familyName: 'Ortega',
    placed: ['Cedar Grove Middle', '2026-01-05'],
  },
  { role: 'director', rank: 'Dr.', givenName: 'Lena', familyName: 'Brandt' },
];

const emailOf = ({ givenName, familyName }: DemoPerson): string =>
  `${givenName}.${familyName}@harlow.example`.toLowerCase();

/**
 * Makes the demo agency with a district, three schools, placements, a selection and people of each role. Null, and nothing
 * changed, when it is there already or the installation has an agency of its own; a first start that broke off, or one of an
 * earlier release, is completed.
 */
export async function installDemo(rooms: DemoRooms): Promise<readonly DemoSignIn[] | null> {
  const { people, agencies } = rooms;
  const before = await agencies.findAgency(AGENCY.name);
  if (before === null && !(await agencies.isEmpty())) return null;
  const found = await Promise.all(PEOPLE.map((person) => people.accounts.byEmail(emailOf(person))));
  if (found.every((row) => row !== null)) return null;
  const agency = before ?? (await agencies.createAgency(AGENCY));
  const { districtId, schools } = await makeSchools(agencies, agency.id);
  const signIns: DemoSignIn[] = [];
  for (const person of PEOPLE) {
    const { role, placed, ...names } = person;
    if (role === 'director') await selectFirstOfficer(rooms);
    const email = emailOf(person);
    const known = await people.accounts.byEmail(email);
    if (known === null) {
      const password = generatePassword();
      const agencyId = role === 'director' ? districtId : agency.id;
      await people.accounts.create({ ...names, email, password, agencyId, roles: [role] }, null);
      signIns.push({ role, email, password });
    }
    if (placed !== undefined) await placeOnce(rooms, agency.id, email, schools.get(placed[0]) ?? '', placed[1]);
  }
  return signIns;
}

async function makeSchools(agencies: Agencies, agencyId: string) {
  const district = (await agencies.findDistrict(DISTRICT.name)) ?? (await agencies.createDistrict(DISTRICT));
  await agencies.serveDistrict(agencyId, district.id, { keeps: true });
  const schools = new Map((await agencies.schoolsOf(agencyId)).map(({ name, id }) => [name, id]));
  for (const name of SCHOOLS) {
    if (!schools.has(name)) schools.set(name, (await agencies.createSchool(district.id, { name })).id);
  }
  return { districtId: district.id, schools };
}

async function placeOnce(
  { people, agencies }: DemoRooms,
  agencyId: string,
  email: string,
  schoolId: string,
  startsOn: string,
): Promise<void> {
  const personId = (await people.accounts.byEmail(email))?.id ?? '';
  if (await agencies.hasPlacements(agencyId, personId)) return;
  const key = { agencyId, personId, schoolId };
  await agencies.createPlacement(key, { role: 'School resource officer', startsOn });
}

/** The supervisor has chosen the first officer for any school; the second still waits for a decision. */
async function selectFirstOfficer({ people, desk }: DemoRooms): Promise<void> {
  const accountOf = async (role: Role) => {
    const person = PEOPLE.find((one) => one.role === role);
    return person === undefined ? null : people.accounts.byEmail(emailOf(person));
  };
  const [officer, supervisor] = [await accountOf('officer'), await accountOf('supervisor')];
  const actor = supervisor && (await people.actors.of(supervisor));
  if (!officer || !actor || (await desk.selections.history(actor, officer.id)).selections.length > 0) return;
  await desk.selections.decide(actor, officer.id, {
    schoolId: null,
    yearsOfService: 7,
    record: 'No complaint and no use of force that was found wrong in seven years.',
    interviewedOn: '2025-07-22',
    interviewedWith: 'Principal of Harlow High, head of counselling',
    reason: 'Asked for the post, knows the families of the district, and listens before she decides.',
    decision: 'selected',
  });
}
