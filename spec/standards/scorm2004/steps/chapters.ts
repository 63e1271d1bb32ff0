import { ELEMENT_CHAPTERS } from './element-chapters.ts';
import { INTERACTION_CHAPTERS } from './interaction-chapters.ts';
import { LIST_CHAPTERS } from './list-chapters.ts';
import type { Chapter } from './step-writer.ts';

/** The whole data model of SCORM 2004 4th Edition; the first chapter wants a session in which nothing was set. */
export const CHAPTERS: readonly Chapter[] = [...ELEMENT_CHAPTERS, ...INTERACTION_CHAPTERS, ...LIST_CHAPTERS];
