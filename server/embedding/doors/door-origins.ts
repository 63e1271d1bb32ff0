import { z } from 'zod';

const stored = z.array(z.string());

/** Origins as a door keeps them; a text of another release names none. */
export function readOrigins(json: string): readonly string[] {
  return stored.parse(JSON.parse(json));
}

/**
 * Addresses of sites, one a line or between commas, as origins without doubles: `https://lms.example` of any address there. An
 * address that is no web address is refused by name.
 */
export const originsInput = z
  .string()
  .max(4000)
  .default('')
  .transform((text, context) => {
    const origins = new Set<string>();
    for (const line of text.split(/[\s,;]+/).filter(Boolean)) {
      const url = URL.canParse(line) ? new URL(line) : null;
      if (url === null || !/^https?:$/.test(url.protocol)) {
        context.addIssue({
          code: 'custom',
          message: `“${line.slice(0, 80)}” is no address. Write it like https://lms.example.`,
        });
        return z.NEVER;
      }
      origins.add(url.origin);
    }
    return [...origins];
  });
