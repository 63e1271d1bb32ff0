import { z } from 'zod';
import { AppError, type Platform } from '../../platform/index.ts';
import type { AccessTokens } from './access-token-service.ts';
import { SCOPES } from './lti-names.ts';
import { fetchKeySet } from './platform-keys.ts';
import type { Registration, RegistrationStore } from './registration-store.ts';

const line = z.object({ name: z.string(), isRight: z.boolean(), words: z.string() });
const checkInput = z.object({ at: z.string(), lines: z.array(line) });

/** What a check of a connection found, a line for each thing that was tried. */
export type CheckResult = z.infer<typeof checkInput>;
type CheckLine = z.infer<typeof line>;

/** A kept check; null where none was made. */
export function readCheck(text: string | null): CheckResult | null {
  return text === null ? null : checkInput.nullable().catch(null).parse(JSON.parse(text));
}

async function tryTo(name: string, work: () => Promise<string>): Promise<CheckLine> {
  try {
    return { name, isRight: true, words: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name, isRight: false, words: [error.message, error.help].filter(Boolean).join(' ') };
  }
}

/** Tries everything that a launch and a grade will need, and says in words what does not work. */
export function createConnectionCheck(
  platform: Pick<Platform, 'database' | 'clock' | 'outgoing' | 'config'>,
  { registrations, tokens }: { readonly registrations: RegistrationStore; readonly tokens: AccessTokens },
) {
  const { database, clock, config } = platform;

  const keys = (registration: Registration) => async (): Promise<string> => {
    const { keys: all } = await fetchKeySet(platform, registration.jwksUrl);
    const usable = all.filter(
      ({ kty, kid, use }) => kty === 'RSA' && typeof kid === 'string' && (use ?? 'sig') === 'sig',
    );
    if (usable.length > 0) return `The key set was fetched: ${usable.length} of ${all.length} keys can be used.`;
    throw new AppError('LTI_NO_KEYS', 422, 'The key set was fetched, but no RSA key with a name (kid) is in it.');
  };

  const token = (registration: Registration) => async (): Promise<string> => {
    await tokens.forget(registration.id);
    await tokens.get(registration, [SCOPES.lineItem, SCOPES.score]);
    return 'The LMS gave a token for grades.';
  };

  const address = async (): Promise<string> => {
    if (config.publicUrl.startsWith('https://')) return 'This server is reached by https: courses open in frames.';
    throw new AppError(
      'LTI_NO_HTTPS',
      422,
      'This server is reached by http: browsers keep nothing for it in a frame of another site, so framing will not work. Courses open in a new window only.',
    );
  };

  return async (registration: Registration): Promise<CheckResult> => {
    const lines = [
      await tryTo('Keys', keys(registration)),
      registration.tokenUrl === null
        ? {
            name: 'Grades',
            isRight: false,
            words: 'No token address is known: no grades are sent, and no lists of people fetched.',
          }
        : await tryTo('Grades', token(registration)),
      await tryTo('Frames', address),
      {
        name: 'Deployment',
        isRight: registration.deployments.length > 0,
        words:
          registration.deployments.length > 0
            ? 'Launches are taken.'
            : 'No deployment is allowed yet. Launch once from the LMS: its deployment is then offered here.',
      },
    ];
    const result = { at: clock.now().toISOString(), lines };
    await database.write((tx) => registrations.update(tx, registration.id, { lastCheck: JSON.stringify(result) }));
    return result;
  };
}
