import { say, sayLongDay, dayIn } from '../platform/index.ts';
import type { Actor } from '../people/index.ts';

/** A version that is offered to who runs on an earlier one. */
export interface VersionOffer {
  readonly releasedAt: Date;
  readonly note: string;
  readonly changes:
    | readonly { readonly title: string; readonly state: 'added' | 'removed' | 'changed'; readonly places: number }[]
    | null;
}

/** What the course page says of an offer: what is offered, what changes, and what becomes of the work done so far. */
export function offerView(
  { locale, timeZone }: Pick<Actor, 'locale' | 'timeZone'>,
  { courseId, from, to, offer }: { courseId: string; from: number; to: number; offer: VersionOffer },
) {
  const versions = { from: String(from), to: String(to), day: sayLongDay(locale, dayIn(timeZone, offer.releasedAt)) };
  return {
    action: `/courses/${courseId}/start`,
    lead: say(locale, 'Version {to} was published on {day}. You are in version {from}.', versions),
    note: offer.note,
    changes: (offer.changes ?? []).map(({ title, state, places }) => ({
      title,
      words:
        state === 'added'
          ? say(locale, 'New')
          : state === 'removed'
            ? say(locale, 'No longer part of the course')
            : places === 1
              ? say(locale, 'Changed in one place')
              : say(locale, 'Changed in {count} places', { count: places }),
    })),
    stays: say(
      locale,
      'Your work in version {from} stays as it is until you choose. You can finish it: it counts as before.',
      versions,
    ),
    warning: say(
      locale,
      'You begin version {to} from its start. What you did in version {from} stays in your record, but you cannot go on with it.',
      versions,
    ),
    confirm: say(locale, 'Leave version {from} and begin version {to}', versions),
  };
}
