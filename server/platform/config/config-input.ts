import { z } from 'zod';

const port = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(0).max(65_535).default(fallback);

const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

/** Address of the app: the mount path may follow, no query. */
const publicUrl = webUrl.transform((url) => url.replace(/\/+$/, ''));

/** Address of the content: an origin and nothing after it, because its pages live at its root. */
const contentUrl = webUrl
  .refine((url) => new URL(url).pathname === '/', 'must be an origin without a path')
  .transform((url) => new URL(url).origin);

const databaseUrl = z
  .string()
  .min(1)
  .refine(
    (url) => !url.includes('://') || /^(postgres(ql)?|sqlite):\/\//.test(url),
    'must begin with postgres:// or name a SQLite file',
  );

const secret = z.string().trim().min(16, 'each secret needs at least 16 characters');

/** `lms.internal` or `localhost:4000`: a name, no address of a page. */
const allowedHost = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9.:[\]-]+$/, 'must be a host such as lms.internal or localhost:4000');

/** The settings of the environment, each with what is said about a fault. */
export const environmentInput = z.object({
  PORT: port(8080),
  CONTENT_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SCHOOLBEAT_PUBLIC_URL: publicUrl.optional(),
  SCHOOLBEAT_CONTENT_URL: contentUrl.optional(),
  DATABASE_URL: databaseUrl.default('sqlite:.data/schoolbeat.sqlite'),
  SCHOOLBEAT_TABLE_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,15}$/, 'must be up to 16 of a-z, 0-9 and _')
    .default('sb_'),
  SCHOOLBEAT_STORAGE: z.string().min(1).default('.data/content'),
  SCHOOLBEAT_MAIL_DIRECTORY: z.string().min(1).default('.data/mail'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must begin with smtp:// or smtps://' }).optional(),
  SCHOOLBEAT_MAIL_FROM: z.string().min(3).default('Schoolbeat <schoolbeat@localhost>'),
  SCHOOLBEAT_RECORDS_MAIL: z.email().optional(),
  SCHOOLBEAT_SECRETS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(secret).min(1))
    .optional(),
  SCHOOLBEAT_OUTGOING_ALLOWED: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(allowedHost))
    .optional(),
  SCHOOLBEAT_METRICS_TOKEN: z.string().min(16, 'needs at least 16 characters').optional(),
  SCHOOLBEAT_UPLOAD_LIMIT: z.coerce.number().int().min(1_000_000).optional(),
  SCHOOLBEAT_MEDIA_LIMIT: z.coerce.number().int().min(1_000_000).optional(),
  SCHOOLBEAT_DEMO: z.enum(['0', '1']).default('1'),
  SCHOOLBEAT_COURSES: z.enum(['0', '1']).default('1'),
});

/** The settings of a host application that mounts the plugin. */
export const optionsInput = z.object({
  publicUrl,
  contentUrl: contentUrl.nullish(),
  database: databaseUrl.optional(),
  tablePrefix: environmentInput.shape.SCHOOLBEAT_TABLE_PREFIX,
  storage: z.string().min(1).optional(),
  secrets: z.array(secret).min(1),
  mailDirectory: z.string().min(1).optional(),
  smtpUrl: environmentInput.shape.SMTP_URL,
  mailFrom: environmentInput.shape.SCHOOLBEAT_MAIL_FROM,
  recordsMail: environmentInput.shape.SCHOOLBEAT_RECORDS_MAIL,
  metricsToken: environmentInput.shape.SCHOOLBEAT_METRICS_TOKEN,
  outgoingAllowed: z.array(allowedHost).default([]),
  uploadLimit: environmentInput.shape.SCHOOLBEAT_UPLOAD_LIMIT,
  mediaLimit: environmentInput.shape.SCHOOLBEAT_MEDIA_LIMIT,
});
