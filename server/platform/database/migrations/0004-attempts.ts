import * as m from '../migration.ts';

const result = {
  completion: m.string(16),
  success: m.string(10),
  score_raw: m.real(),
  score_min: m.real(),
  score_max: m.real(),
  /** -1 to 1 */
  score_scaled: m.real(),
  /** 0 to 1 */
  progress: m.real(),
};

/** The record of truth: who took what, and every commit as it came. */
export const attemptTables: m.Migration = {
  name: '0004-attempts',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'registrations',
      {
        id: m.id(),
        agency_id: m.reference(table('agencies')),
        person_id: m.reference(table('people')),
        course_id: m.reference(table('courses')),
        /** catalogue | assignment | preview | lti | dispatch | cmi5 */
        door: m.string(12),
        door_key: m.string(255),
        created_at: m.moment(),
      },
      [
        { fields: ['agency_id', 'person_id', 'course_id', 'door', 'door_key'], unique: true },
        { fields: ['person_id'] },
        { fields: ['course_id'] },
      ],
    );
    await m.createTable(
      context,
      'attempts',
      {
        id: m.id(),
        agency_id: m.plainId(),
        registration_id: m.reference(table('registrations')),
        /** Issued by the server, from 1. */
        number: m.integer(1),
        version_id: m.reference(table('course_versions')),
        /** open | suspended | finished */
        state: m.string(12),
        ...result,
        seat_ms: m.duration(),
        engaged_ms: m.duration(),
        /** Rises by one with each stored commit. */
        version: m.integer(0),
        lease_launch_id: m.plainId(true),
        lease_until: m.moment(true),
        /** Last launch that committed: an older one may not. */
        last_launch_id: m.plainId(true),
        /** gzip of JSON */
        engine_state: m.blob(),
        engine_version: m.string(20, true),
        /** Launch and seq that the engine state came with: an older one may not replace it. */
        engine_launch_id: m.plainId(true),
        engine_seq: m.integer(0),
        /** JSON: what the server itself rolled up to the clusters (2004), which the browser's state is not believed about. */
        rolled_up: m.text(true),
        chain_head: m.string(64),
        commit_count: m.integer(0),
        started_at: m.moment(),
        last_saved_at: m.moment(true),
        finished_at: m.moment(true),
      },
      [
        { fields: ['registration_id', 'number'], unique: true },
        { fields: ['version_id'] },
        { fields: ['agency_id', 'last_saved_at'] },
      ],
    );
    await m.createTable(
      context,
      'verdicts',
      {
        id: m.id(),
        agency_id: m.plainId(),
        attempt_id: m.reference(table('attempts')),
        assignment_id: m.plainId(true),
        /** Frozen JSON. */
        policy: m.text(),
        outcome: m.string(20),
        /** JSON list of sentences. */
        reasons: m.text(),
        at: m.moment(),
      },
      [{ fields: ['attempt_id'] }],
    );
    await m.createTable(
      context,
      'launches',
      {
        id: m.id(),
        /** Order of the launches of an attempt, from 1. */
        number: m.integer(1),
        agency_id: m.plainId(),
        attempt_id: m.reference(table('attempts')),
        person_id: m.plainId(),
        door: m.string(12),
        mode: m.string(10),
        /** Hex sha256. */
        token_hash: m.string(64),
        /** active | ended | superseded */
        state: m.string(12),
        lease_until: m.moment(),
        base_version: m.integer(0),
        last_seq: m.integer(0),
        engaged_ms: m.duration(),
        user_agent: m.string(255),
        /** Random id of the browser profile, so that the page can say "in this browser". */
        browser: m.string(64),
        started_at: m.moment(),
        last_heartbeat_at: m.moment(true),
        ended_at: m.moment(true),
        end_reason: m.string(20, true),
      },
      [{ fields: ['attempt_id', 'number'], unique: true }, { fields: ['token_hash'] }],
    );
    await m.createTable(
      context,
      'commits',
      {
        id: m.id(),
        agency_id: m.plainId(),
        attempt_id: m.reference(table('attempts')),
        launch_id: m.reference(table('launches')),
        /** Below 0 for the entry of a launch's end. */
        seq: m.integer(0),
        /** Place in the attempt's chain, from 1. */
        position: m.integer(0),
        sco_id: m.string(1000),
        trigger: m.string(12),
        final: m.flag(false),
        /** projected | obsolete | uncounted (review and browse) */
        outcome: m.string(12),
        received_at: m.moment(),
        client_time: m.string(40),
        bytes: m.integer(0),
        payload_sha256: m.string(64),
        /** gzip; null once erased: the hash stays. */
        payload: m.blob(),
        link: m.string(64),
      },
      [
        { fields: ['launch_id', 'seq'], unique: true },
        { fields: ['attempt_id', 'position'], unique: true },
      ],
    );
    await m.createTable(
      context,
      'stray_commits',
      {
        id: m.id(),
        agency_id: m.plainId(),
        attempt_id: m.plainId(),
        launch_id: m.plainId(),
        seq: m.integer(0),
        sco_id: m.string(1000),
        reason: m.string(40),
        received_at: m.moment(),
        payload_sha256: m.string(64),
        payload: m.blob(),
      },
      [{ fields: ['launch_id', 'seq', 'payload_sha256'], unique: true }, { fields: ['attempt_id'] }],
    );
  },
  async down(context) {
    await m.dropTables(context, ['stray_commits', 'commits', 'launches', 'verdicts', 'attempts', 'registrations']);
  },
};
