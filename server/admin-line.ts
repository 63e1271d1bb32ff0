import type { Schoolbeat } from './app.ts';
import { AppError } from './platform/index.ts';

/** What the commands call of the composed application. */
export type AdminRooms = Pick<Schoolbeat, 'platform' | 'people' | 'agencies' | 'attempts' | 'training' | 'migrate'>;

/** Prints one line for the person at the keyboard. */
export type Say = (line: string) => void;

/** Options of all commands. */
export const OPTIONS = [
  'email',
  'role',
  'agency',
  'district',
  'school',
  'given-name',
  'family-name',
  'rank',
  'time-zone',
  'state',
] as const;

/** The words of a command line. */
export interface Line {
  readonly values: Readonly<Partial<Record<(typeof OPTIONS)[number], string>>>;
  readonly file: string | undefined;
}

/** Runs one command; false is a fault that was found, not one that happened. */
export type Command = (app: AdminRooms, line: Line, say: Say) => Promise<boolean>;

/** The value of an option that a command cannot do without; throws AppError `USAGE` (422). */
export function needed(value: string | undefined, name: string): string {
  if (value !== undefined && value.trim() !== '') return value;
  throw new AppError('USAGE', 422, `${name} is missing.`);
}
