import type { RecognisedId } from './recognise.ts';

/** One standard of this folder; a spec reads the list to say which sample, spec folder or plate a new one still lacks. */
export interface StandardEntry {
  readonly id: RecognisedId;
  /** Folder beside this file. */
  readonly folder: string;
  readonly title: string;
  /** `played`: has `readManifest`, data model and roll-up; `recognised`: named to the person, refused with a plain message. */
  readonly status: 'played' | 'recognised';
}

/** Every standard that a package is compared with. */
export const STANDARDS: readonly StandardEntry[] = [
  { id: 'scorm12', folder: 'scorm12', title: 'SCORM 1.2', status: 'played' },
  { id: 'scorm2004', folder: 'scorm2004', title: 'SCORM 2004', status: 'played' },
  { id: 'aicc', folder: 'aicc', title: 'AICC', status: 'recognised' },
  { id: 'cmi5', folder: 'cmi5', title: 'cmi5', status: 'recognised' },
  { id: 'xapi', folder: 'xapi', title: 'xAPI (Tin Can)', status: 'recognised' },
];
