import { z } from 'zod';
import { AppError, type Platform } from '../../platform/index.ts';

const HOURS_12_MS = 12 * 3_600_000;

const place = {
  doorId: z.string(),
  registrationId: z.string(),
  agencyId: z.string(),
  subject: z.string(),
  until: z.number(),
};

/** Who may look at a course: the page of those who teach carries it. */
const previewTicket = z.object({
  kind: z.literal('preview'),
  ...place,
  courseId: z.string(),
  givenName: z.string(),
  familyName: z.string(),
});

/** Where a choice goes: the page on which courses are chosen carries it. */
const choiceTicket = z.object({
  kind: z.literal('choice'),
  ...place,
  deploymentId: z.string(),
  returnUrl: z.string(),
  /** Given back as it came; null where the LMS sent none (DL 4.5.5). */
  data: z.string().nullable(),
  acceptsMany: z.boolean(),
  acceptsLineItem: z.boolean(),
});

/** See `previewTicket`. */
export type PreviewTicket = z.infer<typeof previewTicket>;
/** See `choiceTicket`. */
export type ChoiceTicket = z.infer<typeof choiceTicket>;
type Ticket = PreviewTicket | ChoiceTicket;

/** Sealed notes that a page of ours brings back: these pages stand in a frame of the LMS and know no session. */
export function createTickets({ secrets, clock }: Pick<Platform, 'secrets' | 'clock'>) {
  function open<Kind extends Ticket>(schema: z.ZodType<Kind>, sealed: string): Kind {
    const text = secrets.open('lti-ticket', sealed);
    const read = schema.safeParse(text === null ? null : JSON.parse(text));
    if (read.success && read.data.until > clock.now().getTime()) return read.data;
    throw new AppError('LTI_TICKET_UNKNOWN', 400, 'This page is too old.', {
      help: 'Go back to your LMS and open it again.',
    });
  }

  return {
    seal<T extends Ticket>(ticket: Omit<T, 'until'>): string {
      return secrets.seal('lti-ticket', JSON.stringify({ ...ticket, until: clock.now().getTime() + HOURS_12_MS }));
    },

    /** Throws AppError `LTI_TICKET_UNKNOWN` (400) for one that was not sealed here, is of another kind or too old. */
    openPreview: (sealed: string): PreviewTicket => open(previewTicket, sealed),

    /** The same for a choice. */
    openChoice: (sealed: string): ChoiceTicket => open(choiceTicket, sealed),
  };
}

/** See `createTickets`. */
export type Tickets = ReturnType<typeof createTickets>;
