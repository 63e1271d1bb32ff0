import type { Attempts } from '../attempts/index.ts';
import type { Packages } from '../packages/index.ts';
import type { Actor } from '../people/index.ts';
import { AppError, type Config } from '../platform/index.ts';
import type { LaunchAnswer, LaunchRequest } from '../standards/index.ts';
import { launchAnswerView, type LaunchAnswerParts } from './launch-answer-view.ts';

/** Who opens a course, in which browser. */
interface Opener {
  readonly actor: Actor;
  readonly person: LaunchAnswerParts['person'];
  readonly origin: { readonly userAgent: string; readonly browser: string };
}

/** Opens a launch and tells the page all of it; throws AppError `CONTENT_ORIGIN_MISSING` (409) and those of `launches.open`. */
export function createOpening(
  config: Config,
  {
    attempts,
    packages,
  }: { readonly attempts: Pick<Attempts, 'launches'>; readonly packages: Pick<Packages, 'reader' | 'parts'> },
) {
  return async ({ actor, person, origin }: Opener, request: LaunchRequest): Promise<LaunchAnswer> => {
    if (config.contentUrl === null) {
      throw new AppError('CONTENT_ORIGIN_MISSING', 409, 'Courses cannot be opened on this installation.', {
        help: 'It needs an address of its own for course content (SCHOOLBEAT_CONTENT_URL).',
      });
    }
    const opened = await attempts.launches.open(actor, request, origin);
    const version = await packages.reader.loadVersion(null, opened.versionId);
    const parts = await packages.parts.of(opened.versionId);
    return launchAnswerView({ opened, actor, person, version, parts, reader: packages.reader, config });
  };
}
