import type { Faults } from '../../../people/index.ts';

/** The form that makes a course of a PDF or a film, empty or as it comes back. */
export function handoutView(limitBytes: number, typed: Readonly<Record<string, string>>, faults: Faults) {
  const field = (name: string) => ({ value: typed[name] ?? '', fault: faults[name] ?? '' });
  return {
    limitWords: `${Math.floor(limitBytes / 1024 / 1024).toLocaleString('en-US')} MB`,
    file: field('package'),
    title: field('title'),
    minutes: field('minutes'),
    captions: field('captions'),
    isSilent: typed['silent'] === 'on',
    languages: [
      { value: 'en', label: 'English', isChosen: typed['language'] !== 'es' },
      { value: 'es', label: 'Spanish', isChosen: typed['language'] === 'es' },
    ],
    chooseAgain: Object.keys(faults).length > 0,
  };
}
