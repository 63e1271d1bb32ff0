import { expect } from 'chai';
import { QueryTypes } from 'sequelize';
import type { Schoolbeat } from '../../server/app.ts';
import { LOCK_MS } from '../../server/platform/jobs/job-store.ts';
import type { LtiPlatform } from './lti-platform.ts';
import { ask, expectAnswer } from './two-doors-ask.ts';
import type { Learner } from './two-doors-walks.ts';
import type { Heard } from './webhook-site.ts';

const PAGE = 7;
const LOOK_MS = 250;

const read = <Row extends object>(
  { platform: { database } }: Schoolbeat,
  sql: (table: (name: string) => string) => string,
  replacements: Record<string, unknown> = {},
): Promise<Row[]> => {
  const text = sql((name) => `"${database.tablePrefix}${name}"`);
  return database.sequelize.query<Row>(text, { type: QueryTypes.SELECT, replacements });
};

/**
 * Waits until no job is left. What a killed process had begun is given back after some minutes: an impatient spec sets the
 * time of those back, and only of those, since what began before the kill and still runs is nobody's.
 */
export async function settle(app: Schoolbeat, killedAt: Date, isPatient: boolean): Promise<void> {
  if (!isPatient) await giveBack(app, killedAt);
  const open = (): Promise<{ type: string; state: string; last_error: string | null }[]> =>
    read(
      app,
      (table) =>
        `SELECT type, state, last_error FROM ${table('jobs')} WHERE state <> 'done' AND type NOT LIKE '%clean%'`,
    );
  for (;;) {
    const left = await open();
    const failed = left.filter(({ state }) => state === 'failed');
    expect(failed, JSON.stringify(failed)).to.have.length(0);
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function giveBack({ platform: { database } }: Schoolbeat, killedAt: Date): Promise<void> {
  const { sequelize, tablePrefix } = database;
  const past = new Date(0);
  const until = new Date(killedAt.getTime() + LOCK_MS);
  const sql = [
    `UPDATE "${tablePrefix}jobs" SET locked_until = :past WHERE state = 'running' AND locked_until <= :until`,
    `UPDATE "${tablePrefix}lti_grades" SET busy_until = :past WHERE busy_until <= :until`,
    `UPDATE "${tablePrefix}lti_links" SET busy_until = :past WHERE busy_until <= :until`,
  ];
  await database.write(async (transaction) => {
    for (const one of sql) await sequelize.query(one, { replacements: { past, until }, transaction });
  });
}

/** As many seats as there are, each with a registration of its own, and no more. */
export async function holdSeats(
  app: Schoolbeat,
  { doorId }: { readonly doorId: string },
  places: readonly (string | null)[],
  seats: number,
): Promise<void> {
  const letIn = places.filter((place) => place !== null);
  expect(new Set(letIn), 'one place each').to.have.property('size', seats);
  expect(letIn).to.have.length(seats);
  const rows = await read<{ registration_id: string }>(
    app,
    (table) => `SELECT registration_id FROM ${table('dispatch_seats')} WHERE door_id = :doorId`,
    { doorId },
  );
  expect(rows.map((row) => row.registration_id)).to.have.members(letIn);
}

/** Pages through by the key: everybody told of is there once, and nobody twice. */
export async function holdPeople(
  base: string,
  key: string,
  told: readonly string[],
  sent: readonly string[],
): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  const found: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const url = `${base}/api/people?limit=${PAGE}&after=${encodeURIComponent(after)}`;
    const page = (await expectAnswer(() => ask(url, { headers }), 200)) as {
      items: { email: string | null }[];
      next: string | null;
    };
    found.push(...page.items.flatMap(({ email }) => email ?? []));
    after = page.next;
  }
  const added = found.filter((email) => sent.includes(email));
  expect(new Set(added).size, 'nobody twice').to.equal(added.length);
  expect(added).to.include.members([...told]);
}

/** The LMS has one column a link and each learner's last score; resolves with how many scores it took. */
export async function holdGrades(
  app: Schoolbeat,
  { scores, lineItems }: LtiPlatform,
  learners: readonly Learner[],
): Promise<number> {
  const links = [...new Set(learners.map(({ link }) => link))];
  expect(lineItems.map(({ resourceLinkId }) => resourceLinkId)).to.have.members(links);
  for (const { subject, grade } of learners) {
    const own = scores.filter(({ body }) => body.userId === subject).map(({ body }) => body);
    expect(own.at(-1), subject).to.include({ gradingProgress: 'FullyGraded', scoreGiven: grade });
    const moments = own.map(({ timestamp }) => timestamp);
    expect(moments, 'rising').to.deep.equal([...new Set(moments)].toSorted());
  }
  const rows = await read<{ state: string }>(app, (table) => `SELECT state FROM ${table('lti_grades')}`);
  expect(rows.map(({ state }) => state)).to.deep.equal(learners.map(() => 'sent'));
  return scores.length;
}

/** Each event of the agency is one message, delivered; the receiver has taken each, and the same id had the same words. */
export async function holdNews(
  app: Schoolbeat,
  heard: readonly Heard[],
  agencyId: string,
): Promise<{ news: number; tries: number }> {
  const rows = await read<{ id: string; state: string; event_id: string; body: string }>(
    app,
    (table) => `SELECT id, state, event_id, body FROM ${table('webhook_deliveries')} WHERE agency_id = :agencyId`,
    { agencyId },
  );
  const events = await read<{ id: string }>(
    app,
    (table) =>
      `SELECT id FROM ${table('outbox_events')} WHERE type = 'attempt.changed' AND payload LIKE '%' || :agencyId || '%'`,
    { agencyId },
  );
  const named = new Set(rows.map(({ event_id }) => event_id));
  expect(
    events.filter(({ id }) => !named.has(id)),
    'events without a message',
  ).to.have.length(0);
  for (const { id, state, body } of rows) {
    expect(state, id).to.equal('delivered');
    const own = heard.filter((one) => one.id === `msg_${id}`);
    expect(new Set(own.map((one) => one.body)), 'one id, the same words').to.deep.equal(new Set([body]));
    expect(
      own.some(({ answered }) => answered === 204),
      `${id} was taken`,
    ).to.equal(true);
  }
  const ids = new Set(rows.map(({ id }) => `msg_${id}`));
  expect(
    heard.filter(({ id }) => !ids.has(id)),
    'nothing else was told',
  ).to.have.length(0);
  return { news: rows.length, tries: heard.length };
}
