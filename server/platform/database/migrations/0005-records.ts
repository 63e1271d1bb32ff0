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

/** What is read out of the commits: every row here can be made again from them. */
export const recordTables: m.Migration = {
  name: '0005-records',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'sco_tracks',
      {
        id: m.id(),
        agency_id: m.plainId(),
        attempt_id: m.reference(table('attempts')),
        sco_id: m.string(1000),
        ...result,
        location: m.text(),
        exit: m.string(20),
        suspend_data: m.text(),
        total_time_ms: m.duration(),
        /** CmiRecord as JSON, order kept. */
        cmi_json: m.text(),
        /** Elements set aside by the last commit, RejectedElement[] as JSON. */
        rejected: m.text(),
        last_launch_id: m.plainId(),
        last_seq: m.integer(0),
        updated_at: m.moment(),
      },
      [{ fields: ['attempt_id', 'sco_id'], unique: true }],
    );
    await m.createTable(
      context,
      'sco_sessions',
      {
        id: m.id(),
        attempt_id: m.reference(table('attempts')),
        launch_id: m.plainId(),
        sco_id: m.string(1000),
        /** Place among the sessions of the launch. */
        number: m.integer(1),
        first_seq: m.integer(0),
        last_seq: m.integer(0),
        session_time_ms: m.duration(),
        started_at: m.moment(),
        last_saved_at: m.moment(),
        finished: m.flag(false),
      },
      [{ fields: ['launch_id', 'number'], unique: true }, { fields: ['attempt_id'] }],
    );
    await m.createTable(
      context,
      'interactions',
      {
        id: m.id(),
        agency_id: m.plainId(),
        attempt_id: m.reference(table('attempts')),
        sco_id: m.string(1000),
        index: m.integer(0),
        identifier: m.text(),
        type: m.string(20),
        description: m.text(),
        learner_response: m.text(),
        correct_response: m.text(),
        result: m.string(60),
        weighting: m.real(),
        latency_ms: m.integer(),
        time: m.string(60),
        /** JSON */
        objective_ids: m.text(),
      },
      [{ fields: ['attempt_id', 'sco_id', 'index'], unique: true }],
    );
    await m.createTable(
      context,
      'sco_objectives',
      {
        id: m.id(),
        agency_id: m.plainId(),
        attempt_id: m.reference(table('attempts')),
        sco_id: m.string(1000),
        index: m.integer(0),
        identifier: m.text(),
        description: m.text(),
        completion: m.string(16),
        success: m.string(16),
        score_raw: m.real(),
        score_min: m.real(),
        score_max: m.real(),
        score_scaled: m.real(),
        progress: m.real(),
      },
      [{ fields: ['attempt_id', 'sco_id', 'index'], unique: true }],
    );
    await m.createTable(
      context,
      'global_objectives',
      {
        id: m.id(),
        agency_id: m.plainId(),
        person_id: m.plainId(),
        /** Registration id, or 'system' where objectives are global to the system. */
        scope: m.string(26),
        objective: m.string(1000),
        /** GlobalObjective as JSON. */
        value: m.text(),
        updated_at: m.moment(),
      },
      [{ fields: ['person_id', 'agency_id', 'scope', 'objective'], unique: true }],
    );
    await m.createTable(
      context,
      'shared_data',
      {
        id: m.id(),
        agency_id: m.plainId(),
        person_id: m.plainId(),
        /** Attempt id, or 'system' where the data is global to the system. */
        scope: m.string(26),
        target: m.string(1000),
        store: m.text(),
        updated_at: m.moment(),
      },
      [{ fields: ['person_id', 'agency_id', 'scope', 'target'], unique: true }],
    );
  },
  async down(context) {
    await m.dropTables(context, [
      'shared_data',
      'global_objectives',
      'sco_objectives',
      'interactions',
      'sco_sessions',
      'sco_tracks',
    ]);
  },
};
