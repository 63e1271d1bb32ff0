import { z } from 'zod';

/** Name of a module's file in an address: `01-arrive`. */
export const moduleName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'This is no name of a module.');

/** The form of a new module. */
export const newModuleInput = z.object({
  part: z.string().min(1, 'Choose a part.').max(60),
  title: z
    .string()
    .trim()
    .min(1, 'Write a title.')
    .max(200, 'Write at most 200 characters.')
    .regex(/^[^\p{Cc}]*$/u, 'Leave out control characters.'),
});

/** What is done with a module on the outline. */
export const moduleAction = z.object({
  name: moduleName,
  action: z.enum(['up', 'down', 'duplicate', 'remove'], 'Choose what to do.'),
});

/** `?undo=` and the form that takes an action back. */
export const undoInput = z.object({ action: z.string().regex(/^[0-9a-z]{26}$/, 'This names no action.') });
