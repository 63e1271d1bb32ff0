import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Database } from '../../server/platform/index.ts';

/** Last step of the schema that the previous release knew. */
export const PREVIOUS_RELEASE = '0005-records';

const AT = new Date('2026-10-05T14:00:00.000Z');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Identifier of a row of this fixture. */
const idOf = (word: string): string => word.padEnd(26, '0');

/** What {@link fillPreviousRelease} wrote. */
export const PREVIOUS = {
  personId: idOf('person'),
  agencyId: idOf('agency'),
  versionId: idOf('version'),
  attemptId: idOf('attempt'),
  launchId: idOf('launch'),
  /** Bookmarks in the order of the chain. */
  places: ['1', '2', '3'],
} as const;

/**
 * Takes a database back to the schema of the previous release and writes rows as that release did, without any of today's
 * models: one officer, one course of SCORM 1.2, one attempt with three commits, the last two received by a clock that had
 * stepped back.
 */
export async function fillPreviousRelease(database: Database, structure: object): Promise<void> {
  await database.migrator.down();
  await database.migrator.up(PREVIOUS_RELEASE);
  const { personId, agencyId, versionId, attemptId, launchId } = PREVIOUS;
  const agency = { agency_id: agencyId };
  const [courseId, registrationId] = [idOf('course'), idOf('registration')];
  const result = { completion: 'incomplete', success: 'unknown' };
  const commits = chainOf(attemptId, launchId);
  const rows: [string, object][] = [
    ['agencies', { id: agencyId, name: 'Harlow County', time_zone: 'UTC', state: 'AL', created_at: AT }],
    [
      'people',
      {
        id: personId,
        given_name: 'Dana',
        family_name: 'Okafor',
        rank: 'Deputy',
        email: 'dana@harlow.example',
        locale: 'en-US',
        theme: 'system',
        active_role: '',
        created_at: AT,
      },
    ],
    [
      'memberships',
      {
        id: idOf('membership'),
        person_id: personId,
        organisation_type: 'agency',
        organisation_id: agencyId,
        role: 'officer',
        created_at: AT,
      },
    ],
    [
      'courses',
      {
        id: courseId,
        ...agency,
        title: 'First bell',
        description: '',
        strand: 'school',
        state: 'published',
        created_at: AT,
        updated_at: AT,
      },
    ],
    [
      'course_versions',
      {
        id: versionId,
        ...agency,
        course_id: courseId,
        number: 1,
        source_sha256: sha256('zip'),
        source_name: 'course.zip',
        source_bytes: 1,
        origin: 'uploaded',
        standard: 'scorm12',
        edition: '1.2',
        structure: JSON.stringify(structure),
        issues: '[]',
        limits: '{}',
        archive_key: 'packages/x.zip',
        file_count: 1,
        state: 'published',
        created_at: AT,
      },
    ],
    [
      'registrations',
      {
        id: registrationId,
        ...agency,
        person_id: personId,
        course_id: courseId,
        door: 'catalogue',
        door_key: '',
        created_at: AT,
      },
    ],
    [
      'attempts',
      {
        id: attemptId,
        ...agency,
        registration_id: registrationId,
        number: 1,
        version_id: versionId,
        state: 'open',
        ...result,
        chain_head: commits.at(-1)?.link,
        commit_count: commits.length,
        version: commits.length,
        last_launch_id: launchId,
        started_at: AT,
        last_saved_at: AT,
      },
    ],
    [
      'launches',
      {
        id: launchId,
        number: 1,
        ...agency,
        attempt_id: attemptId,
        person_id: personId,
        door: 'catalogue',
        mode: 'normal',
        token_hash: '',
        state: 'ended',
        lease_until: AT,
        last_seq: commits.length,
        user_agent: 'Previous',
        browser: 'browser-1',
        started_at: AT,
      },
    ],
    ...commits.map((row): [string, object] => ['commits', { ...row, ...agency }]),
  ];
  const query = database.sequelize.getQueryInterface();
  await database.write(async (transaction) => {
    for (const [table, row] of rows) await query.bulkInsert(database.tablePrefix + table, [row], { transaction });
  });
}

/** Commits with the payloads and links of the previous release, written out here so that a change of either shows. */
function chainOf(attemptId: string, launchId: string) {
  let link = sha256(attemptId);
  return PREVIOUS.places.map((place, index) => {
    const seq = index + 1;
    const clientTime = AT.toISOString();
    const cmi = { 'cmi.core.lesson_location': place, 'cmi.core.lesson_status': 'incomplete' };
    const text = JSON.stringify({
      seq,
      final: false,
      trigger: 'commit',
      scoId: 'one',
      cmi,
      engineState: null,
      globalObjectives: null,
      sharedData: null,
      clientTime,
    });
    const receivedAt = new Date(AT.getTime() + (index === 0 ? 3_600_000 : index * 1_000));
    link = sha256([link, launchId, seq, receivedAt.toISOString(), sha256(text)].join('\n'));
    return {
      id: idOf(`commit${9 - index}`),
      attempt_id: attemptId,
      launch_id: launchId,
      seq,
      position: seq,
      sco_id: 'one',
      trigger: 'commit',
      final: false,
      outcome: 'projected',
      received_at: receivedAt,
      client_time: clientTime,
      bytes: Buffer.byteLength(text),
      payload_sha256: sha256(text),
      payload: gzipSync(text),
      link,
    };
  });
}
