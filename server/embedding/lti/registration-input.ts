import { z } from 'zod';
import { originsInput } from '../doors/index.ts';

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'Leave out control characters.');
const webUrl = z
  .string()
  .trim()
  .max(2_000)
  .pipe(z.url({ protocol: /^https?$/, error: 'Write a web address that begins with https://.' }));
const blank = z.literal('').transform(() => null);
const title = line(200).min(1, 'Give the LMS a name.');

/** An LMS as an administrator types it in. */
export const manualInput = z.object({
  title,
  issuer: line(220).min(1, 'Write the issuer (platform ID).'),
  clientId: line(255).min(1, 'Write the client ID.'),
  deploymentId: line(255).min(1, 'Write the deployment ID.'),
  authLoginUrl: webUrl,
  tokenUrl: z.union([blank, webUrl]).default(null),
  jwksUrl: webUrl,
});

/** Name of an LMS here, and the sites that may show courses in a frame. */
export const doorInput = z.object({ title, origins: originsInput });

/** A deployment to allow, or to allow no more. */
export const deploymentInput = z.object({ deploymentId: line(255).min(1, 'Write the deployment ID.') });

/** What an LMS says of itself (LTI Dynamic Registration 3.4). */
export const platformConfig = z.looseObject({
  issuer: z.string().min(1).max(220),
  authorization_endpoint: webUrl,
  token_endpoint: webUrl.nullable().catch(null),
  jwks_uri: webUrl,
  registration_endpoint: webUrl,
  authorization_server: z.string().max(2_000).nullable().catch(null),
  'https://purl.imsglobal.org/spec/lti-platform-configuration': z
    .looseObject({ product_family_code: line(100).catch('') })
    .catch({ product_family_code: '' }),
});

/** See {@link platformConfig}. */
export type PlatformConfig = z.infer<typeof platformConfig>;

/** The answer of an LMS to a registration (3.6). */
export const registrationAnswer = z.looseObject({
  client_id: z.string().min(1).max(255),
  'https://purl.imsglobal.org/spec/lti-tool-configuration': z
    .looseObject({ deployment_id: z.string().min(1).max(255).nullable().catch(null) })
    .catch({ deployment_id: null }),
});
