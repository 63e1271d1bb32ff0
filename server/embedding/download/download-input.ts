import { z } from 'zod';

const box = z.literal('1').optional();

/** What the form asks for. */
export const downloadInput = z.object({
  courseId: z.string().max(26),
  target: z.enum(['scorm12', 'scorm2004-3', 'scorm2004-4']),
  /** A failed test is told as incomplete. */
  incompleteUntilPassed: box,
  /** The final test opens at any time. */
  freeTest: box,
});
