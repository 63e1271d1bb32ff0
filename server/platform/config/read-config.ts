import type { z } from 'zod';
import type { Config } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import { environmentInput, optionsInput } from './config-input.ts';
import { readSecretsFile } from './secrets-file.ts';

/** Settings of the stand-alone server: the plugin's and what listens where. */
export interface ServerConfig extends Config {
  readonly port: number;
  readonly contentPort: number;
  /** Make the demo agency at the first start. */
  readonly demo: boolean;
  /** Install the courses of `courses/` that have changed since the last start. */
  readonly courses: boolean;
  /** Sentences to print at the start. */
  readonly warnings: readonly string[];
}

/** What a host hands to the plugin as plain settings. */
export type PluginSettings = z.input<typeof optionsInput>;

const MINUTE = 60_000;
const TIMES = {
  sessionIdleMs: 12 * 60 * MINUTE,
  sessionMaxMs: 14 * 24 * 60 * MINUTE,
  launchLeaseMs: 2 * MINUTE,
  heartbeatMs: MINUTE / 2,
  bodyWindowMs: MINUTE / 2,
};
const UPLOAD_LIMIT = 2 * 1024 ** 3;
const MEDIA_LIMIT = 4 * 1024 ** 3;
const SECRETS_FILE = '.data/secrets';

/** Reads the environment once; throws AppError `CONFIG_INVALID` that names all faults at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  // An empty variable is how a shell or a compose file says "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const input = check(environmentInput, given);
  const { PORT } = input;
  const contentPort = input.CONTENT_PORT ?? (PORT === 0 ? 0 : PORT + 1);
  const publicUrl = input.SCHOOLBEAT_PUBLIC_URL ?? `http://localhost:${PORT}`;
  const warnings: string[] = [];
  return {
    port: PORT,
    contentPort,
    publicUrl,
    contentUrl: input.SCHOOLBEAT_CONTENT_URL ?? contentUrlFor(publicUrl, contentPort, warnings),
    databaseUrl: input.DATABASE_URL,
    tablePrefix: input.SCHOOLBEAT_TABLE_PREFIX,
    storageDirectory: input.SCHOOLBEAT_STORAGE,
    mailDirectory: input.SCHOOLBEAT_MAIL_DIRECTORY,
    smtpUrl: input.SMTP_URL ?? null,
    mailFrom: input.SCHOOLBEAT_MAIL_FROM,
    recordsMail: input.SCHOOLBEAT_RECORDS_MAIL ?? null,
    metricsToken: input.SCHOOLBEAT_METRICS_TOKEN ?? null,
    secrets: input.SCHOOLBEAT_SECRETS ?? readSecretsFile(SECRETS_FILE),
    outgoingAllowed: input.SCHOOLBEAT_OUTGOING_ALLOWED ?? [],
    uploadLimit: input.SCHOOLBEAT_UPLOAD_LIMIT ?? UPLOAD_LIMIT,
    mediaLimit: input.SCHOOLBEAT_MEDIA_LIMIT ?? MEDIA_LIMIT,
    demo: input.SCHOOLBEAT_DEMO === '1',
    courses: input.SCHOOLBEAT_COURSES === '1',
    warnings,
    ...TIMES,
  };
}

/** Settings of a mounted plugin; throws AppError `CONFIG_INVALID` that names all faults at once. */
export function configFor(settings: PluginSettings): Config {
  const input = check(optionsInput, settings);
  return {
    publicUrl: input.publicUrl,
    contentUrl: input.contentUrl ?? null,
    databaseUrl: input.database ?? 'sqlite:.data/schoolbeat.sqlite',
    tablePrefix: input.tablePrefix,
    storageDirectory: input.storage ?? '.data/content',
    mailDirectory: input.mailDirectory ?? '.data/mail',
    smtpUrl: input.smtpUrl ?? null,
    mailFrom: input.mailFrom,
    recordsMail: input.recordsMail ?? null,
    metricsToken: input.metricsToken ?? null,
    secrets: input.secrets,
    outgoingAllowed: input.outgoingAllowed,
    uploadLimit: input.uploadLimit ?? UPLOAD_LIMIT,
    mediaLimit: input.mediaLimit ?? MEDIA_LIMIT,
    ...TIMES,
  };
}

/** Content beside the app on one machine: 127.0.0.1 receives none of the cookies of localhost. */
function contentUrlFor(publicUrl: string, contentPort: number, warnings: string[]): string {
  const { protocol, hostname } = new URL(publicUrl);
  if (hostname === 'localhost') return `http://127.0.0.1:${contentPort}`;
  warnings.push(
    `Package content is served from ${hostname}:${contentPort}, which receives the cookies of ${hostname}. ` +
      'Give it a name of its own with SCHOOLBEAT_CONTENT_URL.',
  );
  return `${protocol}//${hostname}:${contentPort}`;
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message, code }) => ({ code, path: path.join('.'), message }));
  const sentences = issues.map(({ path, message }) => `  ${path}: ${message}`);
  throw new AppError('CONFIG_INVALID', 500, `The settings are not right:\n${sentences.join('\n')}`, { issues });
}
