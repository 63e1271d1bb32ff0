import { parseArgs } from 'node:util';
import { needed, OPTIONS, type AdminRooms, type Command, type Line, type Say } from './admin-line.ts';
import { generatePassword, isRole, newPersonInput, AGENCY_ROLES, type Role } from './people/index.ts';
import { AppError, backup, readInput, restore } from './platform/index.ts';
import { organisationCommands } from './run-organisations.ts';

const USAGE = `Usage: npm run admin -- COMMAND

  create --email ADDRESS --role ROLE[,ROLE] --agency NAME
         [--given-name NAME] [--family-name NAME] [--rank RANK]
         [--time-zone ZONE --state XX]   make the agency when there is none of that name
  create-district --district NAME --time-zone ZONE --state XX
         [--agency NAME]                 the agency keeps it: its administrators change its schools and directors
  serve-district --district NAME --agency NAME
                                         the agency places officers at the schools of a district that is there
  create-school --district NAME --school NAME
  add-director --district NAME --email ADDRESS
         [--given-name NAME] [--family-name NAME] [--rank RANK]
  reset-password --email ADDRESS         set a new password and sign every browser out
  backup FILE                            database and content into one file, while the server goes on
  restore FILE                           into an empty database and content store
  records:verify                         check every chain of the record, certificates, corrections, the audit trail and
                                         the signed heads
  records:rebuild                        make every projection again from the commits
  rotate-transcript-key                  sign transcripts with a new key; the old one is published as before

Roles: ${AGENCY_ROLES.join(', ')}. Passwords are made and shown once.`;

const KEEP_SECRETS = `Not in the file: the secrets (.data/secrets, or the setting SCHOOLBEAT_SECRETS). Keep a copy in another place than
the backup: without them records:verify cannot check the signed heads of a restored record.`;

const OTHER_SECRETS = `This installation has other secrets than the one that was backed up, so records:verify will not find the signed heads
to fit. Add the old lines of .data/secrets below the new one, or the old secrets to SCHOOLBEAT_SECRETS after the new one.`;

/** Commands by name; false is a fault that was found, not one that happened. */
const COMMANDS: Readonly<Record<string, Command>> = {
  create: createAccount,
  ...organisationCommands,
  'reset-password': resetPassword,
  backup: async ({ platform }, { file }, say) => {
    const { tables } = await backup(platform, needed(file, 'FILE'));
    say(
      `Backed up ${tables.reduce((sum, { rows }) => sum + rows, 0)} rows of ${tables.length} tables, and the content.`,
    );
    say(KEEP_SECRETS);
    return true;
  },
  restore: async ({ platform }, { file }, say) => {
    const { at, tables, hasSecrets } = await restore(platform, needed(file, 'FILE'));
    say(`Restored ${tables.reduce((sum, { rows }) => sum + rows, 0)} rows as they were at ${at}, and the content.`);
    if (hasSecrets !== true) say(hasSecrets === false ? OTHER_SECRETS : KEEP_SECRETS);
    return true;
  },
  'rotate-transcript-key': async ({ migrate, training }, _line, say) => {
    await migrate();
    say(
      `Transcripts are signed with the key ${await training.keys.rotate()} from now on. Those signed before still verify.`,
    );
    return true;
  },
  'records:verify': verifyRecords,
  'records:rebuild': async ({ attempts }, _line, say) => {
    const { people, attempts: count, entries } = await attempts.rebuild();
    say(`Rebuilt ${count} attempts of ${people} people from ${entries} entries.`);
    return true;
  },
};

/**
 * Runs one command line on an application that `open` makes; resolves with the exit code: 0 done, 1 a fault, 2 a line that
 * cannot be understood. Nothing is opened for the last.
 */
export async function runAdmin(
  argv: readonly string[],
  open: () => Promise<AdminRooms & { close(): Promise<void> }>,
  say: Say,
): Promise<number> {
  let command: Command | undefined;
  let line: Line;
  try {
    ({ command, line } = readLine(argv));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    say(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  if (command === undefined) {
    say(USAGE);
    return 2;
  }
  const app = await open();
  try {
    return (await command(app, line, say)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const issues = (error.issues ?? []).map(({ path, message }) => `  ${path ?? ''}: ${message}`);
    const help = error.code === 'USAGE' ? (error.help ?? USAGE) : error.help;
    say([error.message, ...issues, help].filter(Boolean).join('\n'));
    return error.code === 'USAGE' ? 2 : 1;
  } finally {
    await app.close();
  }
}

/** `parseArgs` throws a TypeError at what it does not know. */
function readLine(argv: readonly string[]): { command: Command | undefined; line: Line } {
  const options = Object.fromEntries(OPTIONS.map((name) => [name, { type: 'string' as const }]));
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const [name = '', file, ...rest] = positionals;
  if (rest.length > 0) throw new TypeError(`Too many words: ${rest.join(' ')}`);
  return { command: Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined, line: { values, file } };
}

async function createAccount(app: AdminRooms, { values }: Line, say: Say): Promise<boolean> {
  const email = needed(values.email, '--email').trim().toLowerCase();
  const roles = rolesOf(needed(values.role, '--role'));
  const name = needed(values.agency, '--agency');
  const { 'given-name': givenName = email.split('@')[0], 'family-name': familyName, rank } = values;
  const person = readInput(newPersonInput, { givenName, familyName, rank, email, roles });
  await app.migrate();
  const agencyId = await findOrMakeAgency(app, name, values);
  const password = generatePassword();
  await app.people.accounts.create({ ...person, password, agencyId }, null);
  say(`Made ${email} in ${name} as ${roles.join(', ')}.`);
  say(`Password, shown this once: ${password}`);
  return true;
}

async function findOrMakeAgency({ agencies }: AdminRooms, name: string, values: Line['values']): Promise<string> {
  const found = await agencies.findAgency(name);
  if (found !== null) return found.id;
  const { 'time-zone': timeZone, state } = values;
  if (timeZone === undefined || state === undefined) {
    throw new AppError('AGENCY_NOT_FOUND', 404, `There is no agency called ${name}.`, {
      help: 'To make it, add --time-zone (like America/Chicago) and --state (two letters).',
    });
  }
  return (await agencies.createAgency({ name, timeZone, state })).id;
}

async function resetPassword({ people }: AdminRooms, { values }: Line, say: Say): Promise<boolean> {
  const person = await people.accounts.byEmail(needed(values.email, '--email').trim().toLowerCase());
  if (person === null) throw new AppError('PERSON_NOT_FOUND', 404, 'No account has this address.');
  const password = generatePassword();
  await people.accounts.setPassword(person, password, null, () => Promise.resolve(true));
  say(`New password of ${person.email ?? ''}, shown this once: ${password}`);
  return true;
}

async function verifyRecords({ platform, attempts, training }: AdminRooms, _line: Line, say: Say): Promise<boolean> {
  const records = await attempts.verify();
  say(`Record: ${records.attempts} attempts, ${records.entries} entries, ${verdict(records.ok)}.`);
  const { certificates, corrections, keys, ...credentials } = await training.verify();
  say(
    `Credentials: ${certificates} certificates, ${corrections} corrections, ${keys} transcript keys, ${verdict(credentials.ok)}.`,
  );
  const audit = await platform.audit.verify();
  say(`Audit trail: ${audit.rows} changes, ${verdict(audit.ok)}.`);
  const chains = await platform.chains.verify();
  say(`Signed heads: ${chains.statements} statements, ${verdict(chains.ok)}.`);
  const broken = audit.firstBad === undefined ? [] : [`audit trail: row ${audit.firstBad} does not fit`];
  for (const fault of [...records.faults, ...credentials.faults, ...broken, ...chains.faults]) say(`  ${fault}`);
  return records.ok && credentials.ok && audit.ok && chains.ok;
}

const verdict = (ok: boolean): string => (ok ? 'all fit' : 'NOT all fit');

function rolesOf(text: string): Role[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !isRole(word));
  if (unknown.length > 0) {
    throw new AppError('USAGE', 422, `No such role: ${unknown.join(', ')}.`, {
      help: `Roles: ${AGENCY_ROLES.join(', ')}.`,
    });
  }
  return words.filter(isRole);
}
