import * as m from '../migration.ts';

/** What an officer takes along: certificates, outside training, skills of the toolbox, and the keys that sign transcripts. */
export const credentialTables: m.Migration = {
  name: '0017-credentials',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'certificates',
      {
        id: m.id(),
        agency_id: m.plainId(),
        /** "HC-2026-000123": counted within the agency and year. */
        number: m.string(40),
        /** Of the address at which anyone can check it; cannot be guessed. */
        code: m.string(40),
        person_id: m.reference(table('people')),
        course_id: m.plainId(),
        version_id: m.plainId(true),
        attempt_id: m.plainId(true),
        assignment_id: m.plainId(true),
        verdict_id: m.plainId(),
        /** All that it says, frozen, as JSON; and its hash. */
        content: m.text(),
        content_sha256: m.string(64),
        issued_on: m.string(10),
        expires_on: m.string(10, true),
        created_at: m.moment(),
      },
      [
        { fields: ['agency_id', 'number'], unique: true },
        { fields: ['code'], unique: true },
        { fields: ['verdict_id'], unique: true },
        { fields: ['person_id', 'agency_id'] },
        { fields: ['version_id'] },
        { fields: ['agency_id', 'expires_on'] },
      ],
    );
    await m.createTable(
      context,
      'certificate_decisions',
      {
        id: m.id(),
        agency_id: m.plainId(),
        certificate_id: m.reference(table('certificates')),
        /** void | kept */
        decision: m.string(10),
        reason: m.text(),
        decided_by: m.plainId(),
        at: m.moment(),
      },
      [{ fields: ['certificate_id', 'at'] }],
    );
    await m.createTable(
      context,
      'outside_trainings',
      {
        id: m.id(),
        agency_id: m.plainId(),
        person_id: m.reference(table('people')),
        title: m.string(200),
        provider: m.string(200),
        minutes: m.integer(0),
        /** JSON list of topics. */
        topics: m.text(),
        completed_on: m.string(10),
        expires_on: m.string(10, true),
        /** Key in the content store, name and type of the uploaded proof. */
        file_key: m.string(200, true),
        file_name: m.string(200, true),
        file_type: m.string(80, true),
        file_sha256: m.string(64, true),
        /** pending | approved | refused | withdrawn */
        state: m.string(12),
        decided_by: m.plainId(true),
        decided_at: m.moment(true),
        note: m.text(),
        created_at: m.moment(),
      },
      [{ fields: ['person_id', 'agency_id'] }, { fields: ['agency_id', 'state'] }],
    );
    await m.createTable(
      context,
      'skill_claims',
      {
        id: m.id(),
        agency_id: m.plainId(),
        person_id: m.reference(table('people')),
        /** Id in courses/skills.yaml, and which of its three academy parts. */
        skill: m.string(60),
        part: m.integer(1),
        /** The officer's proof in words. */
        proof: m.text(),
        /** pending | approved | refused | withdrawn */
        state: m.string(12),
        decided_by: m.plainId(true),
        decided_at: m.moment(true),
        note: m.text(),
        created_at: m.moment(),
      },
      [{ fields: ['person_id', 'agency_id'] }, { fields: ['agency_id', 'state'] }],
    );
    await m.createTable(
      context,
      'version_parts',
      {
        id: m.id(),
        version_id: m.plainId(),
        /** Identifier of the activity. */
        identifier: m.string(255),
        /** module | pretest | final-test */
        kind: m.string(12),
        minutes: m.integer(0),
        /** JSON: what it adds to skills, `{skill, adds}`. */
        skills: m.text(),
        /** JSON list of topics. */
        topics: m.text(),
      },
      [{ fields: ['version_id', 'identifier'], unique: true }],
    );
    await m.createTable(context, 'signing_keys', {
      /** Thumbprint of the public key (RFC 7638). */
      id: { ...m.string(64), primaryKey: true },
      /** Ed25519 */
      algorithm: m.string(12),
      /** JWK as JSON; the private one is sealed with the server's secret. */
      public_key: m.text(),
      private_key: m.text(),
      created_at: m.moment(),
      /** Signs no more; still verifies. */
      retired_at: m.moment(true),
    });
  },
  async down(context) {
    await m.dropTables(context, [
      'signing_keys',
      'version_parts',
      'skill_claims',
      'outside_trainings',
      'certificate_decisions',
      'certificates',
    ]);
  },
};
