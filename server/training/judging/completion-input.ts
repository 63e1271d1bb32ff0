import { z } from 'zod';

const count = z.number().int().min(1).max(100);

/** The exam of a course under a policy: Texas forbids to require one, North Carolina asks 80 % and one retest. */
const exam = z.discriminatedUnion('rule', [
  /** Tests are neither asked for nor looked at. */
  z.object({ rule: z.literal('forbidden') }),
  /** Tests may be taken; their result is told and does not count. */
  z.object({ rule: z.literal('optional') }),
  z.object({
    rule: z.literal('required'),
    /** 0-1 */
    passMark: z.number().min(0).max(1),
    /** Tries after the first; null for as many as it takes. */
    retests: z.number().int().min(0).max(100).nullable(),
  }),
  /** What the course itself reports decides. */
  z.object({ rule: z.literal('course') }),
]);

/** The completion policy of an assignment, frozen into every verdict. */
export const completionPolicy = z.object({
  exam,
  /** Attempts that count, the first ones; null for all. */
  attempts: count.nullable(),
  /** Courses of a curriculum open one after the other. */
  order: z.enum(['free', 'in-order']),
  engagedMinutes: z.number().int().min(1).max(10_000).nullable(),
  /** Who signs the practical part; null without one. */
  practical: z.enum(['instructor', 'supervisor', 'either']).nullable(),
});

/** See {@link completionPolicy}. */
export type CompletionPolicy = z.infer<typeof completionPolicy>;

/** Judges who takes a course without an assignment: by the course's own result. */
export const OWN_POLICY: CompletionPolicy = {
  exam: { rule: 'course' },
  attempts: null,
  order: 'free',
  engagedMinutes: null,
  practical: null,
};

const day = z.iso.date();

/** Due: never, on a day, or days after an anchor; days are days in the agency's time zone. */
export const dueRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('on'), day }),
  z.object({
    kind: z.literal('after'),
    anchor: z.enum(['assigned', 'placed']),
    days: z.number().int().min(1).max(3650),
  }),
]);

/** See {@link dueRule}. */
export type DueRule = z.infer<typeof dueRule>;

const ids = z.array(z.string().length(26)).min(1).max(5000);

/** Whom an assignment holds for; people who come to belong later are added, who leave are closed. */
export const audienceRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('officers') }),
  /** Officers with a running placement at any school. */
  z.object({ kind: z.literal('placed') }),
  z.object({ kind: z.literal('schools'), ids }),
  z.object({ kind: z.literal('people'), ids }),
  /** Officers with the school administrator who takes the course with each. */
  z.object({
    kind: z.literal('pairs'),
    pairs: z
      .array(z.object({ officerId: z.string().length(26), partnerId: z.string().length(26) }))
      .min(1)
      .max(1000),
  }),
]);

/** See {@link audienceRule}. */
export type AudienceRule = z.infer<typeof audienceRule>;

/** One sentence of a verdict: `code` with its values; `met` is null for what is only told. */
export const reason = z.object({
  code: z.string(),
  met: z.boolean().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** See {@link reason}; told in words by `reason-view.ts`. */
export type Reason = z.infer<typeof reason>;
