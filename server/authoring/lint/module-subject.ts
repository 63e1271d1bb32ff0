import { readCues } from '../web-vtt.ts';
import type { ModuleSource, SkillsSource } from '../../standards/module/index.ts';
import type { CourseFiles, SourceFile } from '../course-files.ts';
import { blocksOf, type PlacedBlock, type PlacedText, textsOf } from '../module-texts.ts';

/** A module with all that its rules ask about. */
export interface ModuleSubject {
  readonly file: SourceFile<ModuleSource>;
  readonly module: ModuleSource;
  readonly blocks: readonly PlacedBlock[];
  readonly texts: readonly PlacedText[];
  readonly course: CourseFiles;
  /** Null when the file is missing or broken: nothing is said of skills then. */
  readonly skills: SkillsSource | null;
  /** `2026-09-01` */
  readonly today: string;
  /** Text of a file of the course, by its path from the course's folder. */
  readonly readMedia: (path: string) => string;
  /** Seconds of a film by its captions, null where unknown. */
  readonly videoSeconds: (src: string) => number | null;
}

/** Gathers what the rules of a module ask about. */
export function moduleSubject(
  file: SourceFile<ModuleSource>,
  around: Pick<ModuleSubject, 'course' | 'skills' | 'today' | 'readMedia'>,
): ModuleSubject {
  const module = file.data;
  const { title, summary, skills, objectives, sources, sections } = module;
  const subject = {
    ...around,
    file,
    module,
    blocks: blocksOf(module),
    texts: textsOf({ title, summary, skills, objectives, sources, sections }, []),
  };
  return { ...subject, videoSeconds: (src) => secondsByCaptions(subject, src) };
}

function secondsByCaptions(
  { blocks, course, readMedia }: Omit<ModuleSubject, 'videoSeconds'>,
  src: string,
): number | null {
  const film = blocks.find(({ block }) => block.type === 'video' && block.src === src)?.block;
  const captions = film?.type === 'video' ? film.captions.en : undefined;
  if (captions === undefined || !course.media.includes(captions)) return null;
  const read = readCues(readMedia(captions));
  return typeof read === 'string' ? null : Math.max(0, ...read.map(({ end }) => end));
}
