import { flagsIn } from '../../../server/standards/module/scenario/edit-scenario.ts';
import { lineField } from './form-parts.ts';

/** The two lines of a condition: flags that must be set, flags that must not; `flags` is changed as they are typed. */
export function flagFields(
  key: string,
  of: string,
  flags: { has: readonly string[]; lacks: readonly string[] },
  changed: () => void,
): HTMLElement[] {
  return [
    lineField({ key: `${key}.has`, label: 'With the flags', of }, flags.has.join(', '), (value) => {
      flags.has = flagsIn(value);
      changed();
    }),
    lineField({ key: `${key}.lacks`, label: 'Without the flags', of }, flags.lacks.join(', '), (value) => {
      flags.lacks = flagsIn(value);
      changed();
    }),
  ];
}
