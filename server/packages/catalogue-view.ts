import { say, sayDay, type Locale } from '../platform/index.ts';
import type { CatalogueEntry } from './catalogue-service.ts';
import type { CourseWithVersions } from './course-store.ts';
import {
  countWords,
  courseStateChip,
  dayWords,
  editionWords,
  strandWords,
  versionStateWords,
} from './package-words.ts';

/** The catalogue as a page; `search` keeps courses that have every word in title or description. */
export function catalogueView(
  entries: readonly CatalogueEntry[],
  search: string,
  mayAuthor: boolean,
  locale: Locale = 'en',
) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ title, description }: CatalogueEntry): boolean =>
    words.every((word) => `${title} ${description}`.toLowerCase().includes(word));
  const found = entries.filter(fits);
  return {
    search,
    mayAuthor,
    isEmpty: entries.length === 0,
    isNothingFound: entries.length > 0 && found.length === 0,
    summary: found.length === 1 ? say(locale, '1 course') : say(locale, '{count} courses', { count: found.length }),
    courses: found.map((entry) => ({
      id: entry.id,
      title: entry.title,
      description: entry.description,
      meta: [
        strandWords(entry.strand),
        entry.parts === 1 ? say(locale, '1 part') : say(locale, '{count} parts', { count: entry.parts }),
        entry.agencyId === null ? 'From the library' : '',
      ].filter(Boolean),
    })),
  };
}

/** A module that a colleague asks the author to review. */
export interface AskedLine {
  readonly draftId: string;
  readonly draft: string;
  readonly module: string;
  readonly by: string;
  readonly askedAt: Date;
  /** `2026-12-01`; null: no day. */
  readonly dueOn: string | null;
}

/** The author's list of courses as a page. */
export function authorView(courses: readonly CourseWithVersions[], timeZone: string, asked: readonly AskedLine[] = []) {
  return {
    asked: asked.map(({ draftId, draft, module, by, askedAt, dueOn }) => ({
      href: `/author/drafts/${draftId}/review`,
      module,
      meta: [draft, `${by} asks since ${dayWords(askedAt, timeZone)}`],
      due: dueOn === null ? null : `By ${sayDay('en', dueOn)}`,
    })),
    isEmpty: courses.length === 0,
    summary: countWords(courses.length, 'course', 'courses'),
    courses: courses.map((course) => {
      const current = course.versions.find((version) => version.id === course.currentVersionId) ?? course.versions[0];
      return {
        id: course.id,
        title: course.title,
        chip: courseStateChip(course.state),
        mayShowResults: course.currentVersionId !== null,
        href: `/author/versions/${current?.id ?? ''}`,
        meta: [editionWords(current?.edition ?? ''), `Changed ${dayWords(course.updatedAt, timeZone)}`].filter(Boolean),
        // The current version is the title's own link; the others stand below it.
        others: course.versions
          .filter((version) => version.id !== current?.id)
          .map((version) => ({
            href: `/author/versions/${version.id}`,
            label: `Version ${version.number}`,
            note: versionStateWords(version.state, version.id === course.currentVersionId),
          })),
      };
    }),
  };
}
