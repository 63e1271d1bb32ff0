/** Begin of the names of LTI claims (LTI 5.2). */
export const LTI_CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';

/** Claims of a message beside those of OpenID Connect (LTI 5.3, 5.4; DL 4.4; AGS 3.1; NRPS 3.6). */
export const CLAIMS = {
  messageType: `${LTI_CLAIM}message_type`,
  version: `${LTI_CLAIM}version`,
  deploymentId: `${LTI_CLAIM}deployment_id`,
  targetLinkUri: `${LTI_CLAIM}target_link_uri`,
  resourceLink: `${LTI_CLAIM}resource_link`,
  roles: `${LTI_CLAIM}roles`,
  context: `${LTI_CLAIM}context`,
  custom: `${LTI_CLAIM}custom`,
  presentation: `${LTI_CLAIM}launch_presentation`,
  deepLinking: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
  contentItems: 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items',
  deepLinkingData: 'https://purl.imsglobal.org/spec/lti-dl/claim/data',
  grades: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  members: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
} as const;

/** The two messages that we take. */
export const MESSAGES = ['LtiResourceLinkRequest', 'LtiDeepLinkingRequest'] as const;

/** What we may do at a platform, as it says itself in a launch or in its answer to a registration. */
export const SCOPES = {
  lineItem: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  score: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  members: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
} as const;
