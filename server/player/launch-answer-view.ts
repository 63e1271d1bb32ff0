import type { OpenedLaunch } from '../attempts/index.ts';
import type { LoadedVersion, VersionPart, VersionReader } from '../packages/index.ts';
import type { Actor } from '../people/index.ts';
import type { Config } from '../platform/index.ts';
import { AppError } from '../platform/index.ts';
import type { LaunchAnswer, Learner } from '../standards/index.ts';

/** What an answer is put together from. */
export interface LaunchAnswerParts {
  readonly opened: OpenedLaunch;
  readonly actor: Actor;
  readonly person: { readonly givenName: string; readonly familyName: string } | null;
  readonly version: LoadedVersion;
  readonly parts: readonly Pick<VersionPart, 'identifier' | 'minutes'>[];
  readonly reader: Pick<VersionReader, 'apiFrameUrlOf' | 'contentBaseOf'>;
  readonly config: Pick<Config, 'heartbeatMs'>;
}

/** All that the player page learns. */
export function launchAnswerView(parts: LaunchAnswerParts): LaunchAnswer {
  const { version, reader } = parts;
  const minutes = parts.parts.map(({ identifier, minutes: own }) => [identifier, own] as const);
  const { courseId: _course, versionId: _version, ...opened } = parts.opened;
  const apiFrameUrl = reader.apiFrameUrlOf(version);
  const contentBase = reader.contentBaseOf(version);
  if (apiFrameUrl === null || contentBase === null) {
    throw new AppError('CONTENT_ORIGIN_MISSING', 409, 'Courses cannot be opened on this installation.');
  }
  return {
    ...opened,
    learner: learnerOf(parts),
    courseTitle: version.course.title,
    minutes: Object.fromEntries(minutes),
    apiFrameUrl,
    contentBase,
    heartbeatMs: parts.config.heartbeatMs,
  };
}

/** cmi.core.student_name and cmi.learner_name are `Last, First`. */
function learnerOf({ actor, person }: LaunchAnswerParts): Learner {
  const name = person === null ? actor.name : `${person.familyName}, ${person.givenName}`;
  return { id: actor.personId, name };
}
