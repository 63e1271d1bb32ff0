import { dayIn, sayDay } from '../../platform/index.ts';
import { fieldOf, type Actor, type Faults } from '../../people/index.ts';
import type { RetentionService } from './retention-service.ts';

type Overview = Awaited<ReturnType<RetentionService['overview']>>;
type Typed = Readonly<Record<string, unknown>>;

const dayWords = (at: Date, { timeZone }: Actor): string => sayDay('en', dayIn(timeZone, at));

const liftedWords = (at: Date, reason: string | null, actor: Actor): string =>
  [`Lifted ${dayWords(at, actor)}`, ...(reason === null ? [] : [reason])].join(': ');

/** The page of rule, holds and erasures; what was typed stands in the refused form again. */
export function retentionView(actor: Actor, overview: Overview, typed: Typed, faults: Faults) {
  const { months, holds, erasures, names } = overview;
  return {
    organisation: actor.agencyName,
    keepsEver: months === null,
    months: typeof typed['months'] === 'string' ? typed['months'] : String(months ?? 120),
    monthsFault: faults['months'] ?? null,
    email: fieldOf('email', typed, faults),
    reason: fieldOf('reason', typed, faults),
    holds: holds.map((hold) => ({
      id: hold.id,
      who: hold.personId === null ? `Everyone of ${actor.agencyName}` : (names.get(hold.personId) ?? ''),
      reason: hold.reason || 'Erased on request',
      since: dayWords(hold.placedAt, actor),
      lifted: hold.liftedAt === null ? null : liftedWords(hold.liftedAt, hold.liftedReason, actor),
    })),
    erasures: erasures.map((one) => ({
      at: dayWords(one.at, actor),
      who: one.personId.slice(-6).toUpperCase(),
      reason: one.reason,
      by: one.requestedBy === null ? 'Retention rule' : 'On request',
    })),
  };
}

/** The page that forgets somebody, with everything that will happen. */
export function anonymiseView(
  personId: string,
  { name, hold }: Awaited<ReturnType<RetentionService['candidate']>>,
  typed: Typed,
  faults: Faults,
) {
  return {
    id: personId,
    name,
    hold: hold === null ? null : hold.reason,
    reason: fieldOf('reason', typed, faults),
    typed: fieldOf('typed', typed, faults),
  };
}
