import { mediaSource, type MediaSource } from '../standards/module/index.ts';
import { formatSource } from './format-source.ts';
import { readYaml } from './read-yaml.ts';
import { sayIssues } from './say-issue.ts';

/** Where a course keeps the words of its media, from its folder. */
export const MEDIA_FILE = 'media/media.yaml';

interface Words {
  readonly path: string;
  readonly alt: string;
  readonly credit: string;
}

/** The canonical text of the file, media in the order of their names; null where none has words. */
export function mediaText(folder: string, rows: readonly Words[]): string | null {
  const said = rows.filter(({ alt, credit }) => alt !== '' || credit !== '');
  if (said.length === 0) return null;
  const media = said
    .map(
      ({ path, alt, credit }) =>
        [path.slice('media/'.length), { ...(alt !== '' && { alt }), ...(credit !== '' && { credit }) }] as const,
    )
    .sort(([one], [other]) => (one < other ? -1 : 1));
  // JSON is YAML: the formatter alone decides how it is written.
  return formatSource(`${folder}/${MEDIA_FILE}`, JSON.stringify({ media: Object.fromEntries(media) }));
}

/** Words by path from the folder, or what is wrong with the text. */
export function readMediaText(bytes: Buffer): ReadonlyMap<string, Words> | string {
  const { file, issues } = readYaml(MEDIA_FILE, bytes);
  if (file === null) return issues[0]?.message ?? 'it cannot be read';
  const parsed = mediaSource.safeParse(file.value);
  if (!parsed.success) return sayIssues(parsed.error.issues, file.value)[0]?.message ?? 'it cannot be read';
  return wordsOf(parsed.data);
}

function wordsOf({ media }: MediaSource): ReadonlyMap<string, Words> {
  return new Map(
    Object.entries(media).map(([name, { alt = '', credit = '' }]) => {
      const path = `media/${name}`;
      return [path, { path, alt, credit }] as const;
    }),
  );
}
