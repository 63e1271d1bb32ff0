import type { Faults } from '../../../people/index.ts';

/** The form that makes a draft of a document, empty or as it comes back. */
export function documentView(limitBytes: number, typed: Readonly<Record<string, string>>, faults: Faults) {
  return {
    limitWords: `${Math.floor(limitBytes / 1024 / 1024)} MB`,
    title: { value: typed['title'] ?? '', fault: faults['title'] ?? '' },
    file: { fault: faults['package'] ?? '' },
    chooseAgain: Object.keys(faults).length > 0,
  };
}
