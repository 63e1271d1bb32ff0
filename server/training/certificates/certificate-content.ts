import { z } from 'zod';
import { completionPolicy } from '../judging/completion-input.ts';

const text = z.string();
const day = z.iso.date();
const hash = z.string().length(64);

/** All that a certificate says, as it is frozen. `format` counts up when its shape changes. */
export const certificateContent = z.object({
  format: z.literal(1),
  number: text,
  person: z.object({ name: text, rank: text }),
  agency: z.object({ id: text, name: text }),
  course: z.object({
    id: text,
    title: text,
    /** Minutes that count. */
    minutes: z.number().int().min(0),
    /** course: as long as the course says it is; engaged: as long as the person was at it. */
    basis: z.enum(['course', 'engaged']),
    /** `TX 1` */
    topics: z.array(text),
  }),
  /** null where no version was played. */
  version: z.object({ number: z.number().int(), sha256: hash }).nullable(),
  policy: z.object({ rule: completionPolicy, sha256: hash, words: z.array(text) }),
  /** 0-1; null where the policy asks no exam. */
  score: z.number().min(0).max(1).nullable(),
  assignment: z.object({ title: text }).nullable(),
  /** Completed outside of this server, by somebody's signed word. */
  paper: z.object({ recordedBy: text, seenBy: text, statement: text }).nullable(),
  completedOn: day,
  issuedOn: day,
  expiresOn: day.nullable(),
});

/** See {@link certificateContent}. */
export type CertificateContent = z.infer<typeof certificateContent>;

/** Reads a stored content. */
export function readContent(json: string): CertificateContent {
  return certificateContent.parse(JSON.parse(json));
}
