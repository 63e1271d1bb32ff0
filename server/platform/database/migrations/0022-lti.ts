import * as m from '../migration.ts';

/** LMSs connected by LTI 1.3: who they are, where they launch from, which grades they were sent, who is in their courses. */
export const ltiTables: m.Migration = {
  name: '0022-lti',
  async up(context) {
    const { table } = context;
    await m.createTable(
      context,
      'lti_registrations',
      {
        id: m.id(),
        agency_id: m.plainId(),
        door_id: m.reference(table('doors')),
        issuer: m.string(220),
        client_id: m.string(255),
        auth_login_url: m.text(),
        token_url: m.text(true),
        jwks_url: m.text(),
        /** What client assertions are addressed to where it is not the token URL. */
        token_audience: m.text(true),
        created_at: m.moment(),
        /** JSON: the launch that was refused last. */
        last_refusal: m.text(true),
        /** JSON: what the last check found. */
        last_check: m.text(true),
      },
      [
        { fields: ['issuer', 'client_id'], unique: true },
        { fields: ['door_id'], unique: true },
      ],
    );
    await m.createTable(
      context,
      'lti_deployments',
      {
        id: m.id(),
        registration_id: m.reference(table('lti_registrations')),
        deployment_id: m.string(255),
        created_at: m.moment(),
      },
      [{ fields: ['registration_id', 'deployment_id'], unique: true }],
    );
    await m.createTable(
      context,
      'lti_invitations',
      {
        token_hash: { ...m.string(64), primaryKey: true },
        agency_id: m.plainId(),
        created_by: m.plainId(),
        created_at: m.moment(),
        expires_at: m.moment(),
        used_at: m.moment(true),
      },
      [{ fields: ['agency_id'] }],
    );
    await m.createTable(
      context,
      'lti_logins',
      {
        state_hash: { ...m.string(64), primaryKey: true },
        nonce_hash: m.string(64),
        registration_id: m.plainId(),
        /** SHA-256 of what the browser keeps. */
        browser_hash: m.string(64),
        target_link_uri: m.text(),
        /** JSON: what the LMS sent, so that another window can begin again. */
        request: m.text(),
        created_at: m.moment(),
        expires_at: m.moment(),
        used_at: m.moment(true),
      },
      [{ fields: ['nonce_hash'], unique: true }, { fields: ['expires_at'] }],
    );
    await m.createTable(
      context,
      'lti_links',
      {
        id: m.id(),
        agency_id: m.plainId(),
        registration_id: m.reference(table('lti_registrations')),
        /** SHA-256 of registration, deployment and resource link. */
        key_hash: m.string(64),
        deployment_id: m.string(255),
        resource_link_id: m.string(255),
        title: m.string(255),
        /** SHA-256 of registration, deployment and context; '' where the LMS names none. */
        context_hash: m.string(64),
        context_title: m.string(255),
        course_id: m.plainId(),
        /** One module of the course alone. */
        module: m.text(true),
        line_items_url: m.text(true),
        line_item_url: m.text(true),
        memberships_url: m.text(true),
        /** JSON list of what the LMS lets us do with grades. */
        scopes: m.text(),
        busy_until: m.moment(true),
        updated_at: m.moment(),
      },
      [{ fields: ['key_hash'], unique: true }, { fields: ['registration_id'] }],
    );
    await m.createTable(
      context,
      'lti_grades',
      {
        id: m.id(),
        agency_id: m.plainId(),
        link_id: m.reference(table('lti_links')),
        /** Place in the course. */
        registration_id: m.plainId(),
        person_id: m.plainId(),
        /** Who the person is in the LMS. */
        subject: m.string(255),
        /** JSON score that the LMS has to know, with the moment that it is told under. */
        wanted: m.text(true),
        stamp: m.moment(true),
        /** JSON score that the LMS has taken. */
        sent: m.text(true),
        sent_at: m.moment(true),
        /** none | waiting | sent | failed */
        state: m.string(10),
        /** What the LMS answered last, in words. */
        answer: m.text(),
        tries: m.integer(0),
        /** The last try ended without an answer: the LMS may have taken it. */
        is_unsure: m.flag(false),
        busy_until: m.moment(true),
        created_at: m.moment(),
      },
      [{ fields: ['registration_id'], unique: true }, { fields: ['link_id'] }, { fields: ['agency_id', 'state'] }],
    );
    await m.createTable(
      context,
      'lti_members',
      {
        id: m.id(),
        agency_id: m.plainId(),
        registration_id: m.plainId(),
        context_hash: m.string(64),
        subject: m.string(255),
        name: m.string(255),
        email: m.string(254),
        /** JSON list. */
        roles: m.text(),
        is_active: m.flag(true),
        fetched_at: m.moment(),
      },
      [{ fields: ['context_hash', 'subject'], unique: true }, { fields: ['registration_id'] }],
    );
    await m.createTable(context, 'lti_keys', {
      /** Thumbprint (RFC 7638). */
      id: { ...m.string(64), primaryKey: true },
      public_key: m.text(),
      /** Sealed by the server's secret. */
      private_key: m.text(),
      created_at: m.moment(),
      retired_at: m.moment(true),
    });
    await m.createTable(
      context,
      'lti_tokens',
      {
        id: m.id(),
        registration_id: m.plainId(),
        scopes_hash: m.string(64),
        /** Sealed by the server's secret. */
        token: m.text(),
        expires_at: m.moment(),
      },
      [{ fields: ['registration_id', 'scopes_hash'], unique: true }],
    );
  },
  async down(context) {
    await m.dropTables(context, [
      'lti_tokens',
      'lti_keys',
      'lti_members',
      'lti_grades',
      'lti_links',
      'lti_logins',
      'lti_invitations',
      'lti_deployments',
      'lti_registrations',
    ]);
  },
};
