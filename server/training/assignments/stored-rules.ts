import { z } from 'zod';
import {
  audienceRule,
  completionPolicy,
  dueRule,
  reason,
  type AudienceRule,
  type CompletionPolicy,
  type DueRule,
  type Reason,
} from '../judging/completion-input.ts';

/** A stored policy. */
export const readPolicy = (text: string): CompletionPolicy => completionPolicy.parse(JSON.parse(text));

/** A stored due rule. */
export const readDue = (text: string): DueRule => dueRule.parse(JSON.parse(text));

/** A stored audience. */
export const readAudience = (text: string): AudienceRule => audienceRule.parse(JSON.parse(text));

/** Stored reasons. */
export const readReasons = (text: string): Reason[] => z.array(reason).parse(JSON.parse(text));

/** Stored ids. */
export const readIds = (text: string): string[] => z.array(z.string()).parse(JSON.parse(text));
