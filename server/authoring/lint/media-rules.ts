import type { MediaSource } from '../../standards/module/index.ts';
import type { CourseFiles } from '../course-files.ts';
import type { Path } from '../issue.ts';
import { blocksOfType } from '../module-texts.ts';
import { readCues } from '../web-vtt.ts';
import type { ModuleSubject } from './module-subject.ts';
import type { Finding, Rule } from './rule.ts';

/** Files that a module names, with the place of each. */
export function mediaOf({ blocks }: Pick<ModuleSubject, 'blocks'>): { src: string; at: Path }[] {
  return [
    ...blocksOfType(blocks, 'image').map(({ block, at }) => ({ src: block.src, at: [...at, 'src'] })),
    ...blocksOfType(blocks, 'video').flatMap(({ block, at }) => [
      { src: block.src, at: [...at, 'src'] },
      ...(block.poster === undefined ? [] : [{ src: block.poster, at: [...at, 'poster'] }]),
      ...Object.entries(block.captions).map(([language, src]) => ({ src, at: [...at, 'captions', language] })),
      { src: block.transcript, at: [...at, 'transcript'] },
    ]),
  ];
}

/** What `media/media.yaml` says is of files that are there. */
export const MEDIA_FILE_RULES: readonly Rule<{ readonly words: MediaSource; readonly course: CourseFiles }>[] = [
  {
    code: 'MEDIA_UNKNOWN',
    severity: 'error',
    find: ({ words, course }) =>
      Object.keys(words.media).flatMap((name): Finding[] => {
        const message = `There is no file ${course.folder}/media/${name}: remove what is said of it.`;
        return course.media.includes(`media/${name}`) ? [] : [{ at: ['media', name], message }];
      }),
  },
];

/** Pictures and films: there, and for everyone. */
export const MEDIA_RULES: readonly Rule<ModuleSubject>[] = [
  {
    code: 'MEDIA_MISSING',
    severity: 'error',
    find: (subject) =>
      mediaOf(subject).flatMap(({ src, at }): Finding[] =>
        subject.course.media.includes(src)
          ? []
          : [{ at, message: `There is no file ${subject.course.folder}/${src}.` }],
      ),
  },
  {
    code: 'IMAGE_ALT',
    severity: 'error',
    *find({ blocks }) {
      for (const { block, at } of blocksOfType(blocks, 'image')) {
        if (block.alt.trim() !== '' || block.decorative) continue;
        yield { at: [...at, 'alt'], message: 'Say what the picture tells (alt), or that it only decorates.' };
      }
    },
  },
  {
    code: 'VIDEO_CAPTIONS',
    severity: 'error',
    *find({ blocks, course, readMedia }) {
      for (const { block, at } of blocksOfType(blocks, 'video')) {
        if (block.captions.en === undefined) yield { at: [...at, 'captions'], message: 'Add English captions.' };
        for (const [language, src] of Object.entries(block.captions)) {
          const cues = course.media.includes(src) ? readCues(readMedia(src)) : [];
          if (typeof cues === 'string')
            yield { at: [...at, 'captions', language], message: `${src} is not WebVTT: ${cues}.` };
        }
      }
    },
  },
  {
    code: 'VIDEO_TRANSCRIPT',
    severity: 'error',
    *find({ blocks, course, readMedia }) {
      for (const { block, at } of blocksOfType(blocks, 'video')) {
        if (!course.media.includes(block.transcript) || readMedia(block.transcript).trim() !== '') continue;
        yield {
          at: [...at, 'transcript'],
          message: `${block.transcript} is empty: write down what is said and shown.`,
        };
      }
    },
  },
];
