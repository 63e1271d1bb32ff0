import { AppError, type Platform } from '../../platform/index.ts';
import type { Actor } from '../../people/index.ts';
import { SCOPES } from './lti-names.ts';
import { platformFault, readPlatformJson } from './platform-answer.ts';
import { platformConfig, registrationAnswer, type PlatformConfig } from './registration-input.ts';
import type { RegistrationService } from './registration-service.ts';
import { launchUrl } from './target-link.ts';

const TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

/** What this tool says of itself (LTI Dynamic Registration 3.5). */
export function toolConfiguration(publicUrl: string): Record<string, unknown> {
  const target_link_uri = launchUrl(publicUrl);
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: `${publicUrl}/lti/login`,
    redirect_uris: [target_link_uri],
    jwks_uri: `${publicUrl}/lti/jwks`,
    client_name: 'Schoolbeat',
    token_endpoint_auth_method: 'private_key_jwt',
    scope: Object.values(SCOPES).join(' '),
    [TOOL]: {
      domain: new URL(publicUrl).host,
      description: 'Training of school resource officers',
      target_link_uri,
      claims: ['iss', 'sub', 'name', 'given_name', 'family_name', 'email'],
      messages: [
        { type: 'LtiDeepLinkingRequest', target_link_uri, label: 'Add a course' },
        { type: 'LtiResourceLinkRequest', target_link_uri },
      ],
    },
  };
}

/** Registration by an LMS itself: it is asked who it is, told who we are, and connected. */
export function createDynamicRegistration(
  { outgoing, config: { publicUrl } }: Pick<Platform, 'outgoing' | 'config'>,
  registrations: RegistrationService,
) {
  /** LTI Dynamic Registration 3.3.1: the issuer is of the site that serves the configuration. */
  async function askPlatform(url: string): Promise<PlatformConfig> {
    const answer = await outgoing(url, { headers: { accept: 'application/json' } });
    if (answer.status !== 200) throw platformFault('did not say who it is', answer);
    const config = readPlatformJson('did not say who it is', answer, platformConfig);
    if (URL.canParse(config.issuer) && new URL(config.issuer).hostname === new URL(url).hostname) return config;
    throw new AppError('LTI_ISSUER_ELSEWHERE', 422, 'The LMS calls itself by the name of another site.');
  }

  async function tellPlatform(config: PlatformConfig, token: string | undefined) {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const body = JSON.stringify(toolConfiguration(publicUrl));
    const answer = await outgoing(config.registration_endpoint, { method: 'POST', headers, body });
    if (answer.status !== 200 && answer.status !== 201) throw platformFault('did not register this tool', answer);
    return readPlatformJson('did not register this tool', answer, registrationAnswer);
  }

  /** Connects the LMS that opened a link; resolves with its door. Throws AppError `LTI_INVITATION_UNKNOWN` (403) and what went wrong. */
  return (token: string, asked: { openid_configuration: string; registration_token?: string }): Promise<string> =>
    registrations.withInvitation(token, async (actor: Actor) => {
      const config = await askPlatform(asked.openid_configuration);
      const answer = await tellPlatform(config, asked.registration_token);
      const product = config['https://purl.imsglobal.org/spec/lti-platform-configuration'].product_family_code;
      const host = new URL(config.issuer).host;
      return registrations.connect(actor, {
        title: product === '' ? host : `${product} at ${host}`,
        issuer: config.issuer,
        clientId: answer.client_id,
        deploymentId: answer[TOOL].deployment_id,
        authLoginUrl: config.authorization_endpoint,
        tokenUrl: config.token_endpoint,
        jwksUrl: config.jwks_uri,
        tokenAudience: config.authorization_server,
      });
    });
}

/** See `createDynamicRegistration`. */
export type DynamicRegistration = ReturnType<typeof createDynamicRegistration>;
