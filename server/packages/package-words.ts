import { dayIn, sayDay } from '../platform/index.ts';
import type { Edition } from '../standards/index.ts';
import type { CourseState, VersionState } from './package-model.ts';

const EDITIONS: Readonly<Record<string, string>> & Readonly<Record<Edition, string>> = {
  '1.2': 'SCORM 1.2',
  '2004-2nd': 'SCORM 2004 2nd Edition',
  '2004-3rd': 'SCORM 2004 3rd Edition',
  '2004-4th': 'SCORM 2004 4th Edition',
};

const STRANDS: Readonly<Record<string, string>> = {
  academy: 'Academy skills that carry over',
  school: 'School role',
  student: 'Working with students',
};

/** Edition of a standard as people call it. */
export function editionWords(edition: string): string {
  return EDITIONS[edition] ?? edition;
}

/** Strand in words; '' where none is chosen. */
export const strandWords = (strand: string): string => STRANDS[strand] ?? '';

/** "1 part", "12 parts". */
export const countWords = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** Bytes as people read them: "340 KB", "1.2 GB". */
export function byteWords(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${value.toLocaleString('en-US', { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 })} ${units[step]}`;
}

/** Day of a moment in the agency's time zone: "Nov 23, 2026". */
export function dayWords(moment: Date, timeZone: string): string {
  return sayDay('en', dayIn(timeZone, moment));
}

/** State of a course as its authors read it, with the chip's colour. */
export function courseStateChip(state: CourseState): { word: string; tone: string } {
  if (state === 'published') return { word: 'Published', tone: 'done' };
  return state === 'draft' ? { word: 'Not published', tone: 'info' } : { word: 'Withdrawn', tone: 'due' };
}

/** State of a version beside its course. */
export function versionStateWords(state: VersionState, isCurrent: boolean): string {
  if (state === 'withdrawn') return 'withdrawn';
  if (isCurrent) return 'current version';
  return state === 'found' ? 'not published' : 'earlier version';
}

/** What is said of an upload whose bytes are known. */
export const samePackageWords = (number: number, title: string): string =>
  `This is the same package as version ${number} of ${title}. Nothing was stored again.`;
