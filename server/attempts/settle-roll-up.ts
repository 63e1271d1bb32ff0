import type { GlobalObjectives, ScoProjection } from '../standards/index.ts';
import type { AttemptPicture } from './attempt-picture.ts';
import { clustersOf } from './believed-state.ts';
import { derivedId } from '../platform/index.ts';
import { engineStateOf } from './engine-claim.ts';
import { keepBest } from './keep-best.ts';
import type { RollUp } from './roll-up.ts';
import { ownResultOf, putOwnResult } from './overrule.ts';
import { knownGlobals, rollUp } from './roll-up.ts';
import { underRule } from './rule-state.ts';
import { isSameResult } from './run-time.ts';
import { storable } from './sco-rows.ts';

/** Rolls up and makes the result the record; a finished attempt keeps the better of each, unless a person's word lets it fall. */
export function settleRollUp(
  picture: AttemptPicture,
  at: Date,
  isFresh: boolean,
  mayFall = false,
): RollUp & { readonly hasDisagreed: boolean } {
  const { attempt } = picture;
  const verdict = rollUp(picture, engineStateOf(attempt), isFresh);
  const isFinished = attempt.state === 'finished';
  const keepsBest = isFinished && !mayFall;
  const own = ownResultOf(attempt);
  const told = underRule({ ...own, ruled: attempt.ruled }, verdict.result);
  putOwnResult(attempt, keepsBest ? keepBest(own, told) : told);
  const { structure } = picture.version;
  if (verdict.state !== null) attempt.rolledUp = JSON.stringify(clustersOf(structure, verdict.state));
  if (!isFinished) projectGlobals(picture, verdict.globals, at);
  return {
    ...verdict,
    hasDisagreed: isFresh && verdict.claimed !== null && !isSameResult(verdict.claimed, verdict.result),
  };
}

/** Where the global objectives of a course are kept: the system's, or the registration's own (SN 3.10.2). */
export function globalScope(picture: Pick<AttemptPicture, 'version' | 'owner'>): string {
  return picture.version.structure.objectivesGlobalToSystem ? 'system' : picture.owner.registrationId;
}

function projectGlobals(picture: AttemptPicture, globals: GlobalObjectives, at: Date): void {
  const { agencyId, personId } = picture.owner;
  const scope = globalScope(picture);
  const known = knownGlobals(picture);
  for (const [objective, value] of Object.entries(globals)) {
    if (JSON.stringify(known[objective]) === JSON.stringify(value)) continue;
    const row = {
      id: derivedId('global', agencyId, personId, scope, objective),
      agencyId,
      personId,
      scope,
      objective: storable(objective, 1000),
      value: JSON.stringify(value),
      updatedAt: at,
    };
    picture.globals.set(objective, row);
    picture.touched.globals.set(row.id, row);
  }
}

/** Whether two readings of one record mean the same for the roll-up. */
export function isSameForRollUp(before: ScoProjection | null, now: ScoProjection): boolean {
  return before !== null && relevant(before) === relevant(now);
}

function relevant({ objectives, exit, ...projection }: ScoProjection): string {
  const { completion, success, scoreRaw, scoreMin, scoreMax, scoreScaled, progress } = projection;
  return JSON.stringify([completion, success, scoreRaw, scoreMin, scoreMax, scoreScaled, progress, objectives, exit]);
}
