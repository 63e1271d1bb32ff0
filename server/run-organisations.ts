import { needed, type AdminRooms, type Command, type Line } from './admin-line.ts';
import { emailInput, generatePassword, nameInput } from './people/index.ts';
import { AppError, readInput } from './platform/index.ts';

/** Commands about districts, their schools and their directors. */
export const organisationCommands: Readonly<Record<string, Command>> = {
  async 'create-district'(app, { values }, say) {
    const name = needed(values.district, '--district');
    const timeZone = needed(values['time-zone'], '--time-zone');
    const state = needed(values.state, '--state');
    await app.migrate();
    const agencyId = values.agency === undefined ? null : await agencyNamed(app, values.agency);
    const { id } = await app.agencies.createDistrict({ name, timeZone, state });
    if (agencyId !== null) await app.agencies.serveDistrict(agencyId, id, { keeps: true });
    say(agencyId === null ? `Made ${name}.` : `Made ${name}, kept by ${values.agency ?? ''}.`);
    return true;
  },

  async 'serve-district'(app, { values }, say) {
    const districtId = await districtNamed(app, values);
    const agency = needed(values.agency, '--agency');
    await app.agencies.serveDistrict(await agencyNamed(app, agency), districtId);
    say(`${agency} serves ${values.district ?? ''}.`);
    return true;
  },

  async 'create-school'(app, { values }, say) {
    const districtId = await districtNamed(app, values);
    const { name } = await app.agencies.createSchool(districtId, { name: needed(values.school, '--school') });
    say(`Made ${name}.`);
    return true;
  },

  async 'add-director'(app, { values }, say) {
    const districtId = await districtNamed(app, values);
    const email = readInput(emailInput, needed(values.email, '--email'));
    const { people, platform } = app;
    const known = await people.accounts.byEmail(email);
    if (known !== null) {
      await platform.database.write((tx) => people.directors.grant(tx, districtId, known.id));
      say(`${email} directs ${values.district ?? ''}. The person chooses it under the own name.`);
      return true;
    }
    const { 'given-name': givenName = email.split('@')[0], 'family-name': familyName, rank } = values;
    const names = readInput(nameInput, { givenName, familyName, rank });
    const password = generatePassword();
    const account = { ...names, email, password, agencyId: districtId, roles: ['director'] as const };
    await people.accounts.create(account, null);
    say(`Made ${email} as director of ${values.district ?? ''}.`);
    say(`Password, shown this once: ${password}`);
    return true;
  },
};

async function districtNamed(app: AdminRooms, values: Line['values']): Promise<string> {
  const name = needed(values.district, '--district');
  await app.migrate();
  const district = await app.agencies.findDistrict(name);
  if (district === null) throw new AppError('DISTRICT_NOT_FOUND', 404, `There is no district called ${name}.`);
  return district.id;
}

async function agencyNamed({ agencies }: AdminRooms, name: string): Promise<string> {
  const agency = await agencies.findAgency(name);
  if (agency === null) throw new AppError('AGENCY_NOT_FOUND', 404, `There is no agency called ${name}.`);
  return agency.id;
}
