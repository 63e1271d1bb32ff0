import type { InteractionRow, ObjectiveRow, ScoProjection } from '../standards/index.ts';
import type { Owner } from './attempt-picture.ts';
import { derivedId } from '../platform/index.ts';
import type { InteractionRecordRow, ObjectiveRecordRow } from './record-model.ts';

/** Longest duration that an integer column takes on every database, ms. */
const MOST_MS = 2_147_483_647;

/** Where a row of a SCO belongs. */
export interface ScoPlace {
  readonly owner: Owner;
  readonly attemptId: string;
  readonly scoId: string;
}

/** Text as every database takes it: PostgreSQL refuses NUL. */
export function storable(text: string, most = Number.POSITIVE_INFINITY): string {
  return text.replaceAll('\0', '\uFFFD').slice(0, most);
}

/** A duration as the integer column takes it, ms. */
export function storableMs(ms: number): number {
  return Math.min(Math.max(0, Math.round(ms)), MOST_MS);
}

/** Rows of interactions that differ from what was projected before; none is ever taken away. */
export function changedInteractions(
  place: ScoPlace,
  before: ScoProjection | null,
  now: ScoProjection,
): InteractionRecordRow[] {
  return changed(before?.interactions ?? [], now.interactions).map((row) => interactionRow(place, row));
}

/** Rows of objectives that differ from what was projected before; none is ever taken away. */
export function changedObjectives(
  place: ScoPlace,
  before: ScoProjection | null,
  now: ScoProjection,
): ObjectiveRecordRow[] {
  return changed(before?.objectives ?? [], now.objectives).map((row) => objectiveRow(place, row));
}

function changed<Row extends { readonly index: number }>(before: readonly Row[], now: readonly Row[]): Row[] {
  const known = new Map(before.map((row) => [row.index, JSON.stringify(row)]));
  return now.filter((row) => known.get(row.index) !== JSON.stringify(row));
}

function interactionRow({ owner, attemptId, scoId }: ScoPlace, row: InteractionRow): InteractionRecordRow {
  return {
    id: derivedId('interaction', attemptId, scoId, row.index),
    agencyId: owner.agencyId,
    attemptId,
    scoId,
    index: row.index,
    identifier: storable(row.id),
    type: storable(row.type, 20),
    description: storable(row.description),
    learnerResponse: storable(row.learnerResponse),
    correctResponse: storable(row.correctResponse),
    result: storable(row.result, 60),
    weighting: row.weighting,
    latencyMs: row.latencyMs === null ? null : storableMs(row.latencyMs),
    time: storable(row.time, 60),
    objectiveIds: storable(JSON.stringify(row.objectiveIds)),
  };
}

function objectiveRow({ owner, attemptId, scoId }: ScoPlace, row: ObjectiveRow): ObjectiveRecordRow {
  const { index, scoreRaw, scoreMin, scoreMax, scoreScaled, progress } = row;
  return {
    id: derivedId('objective', attemptId, scoId, index),
    agencyId: owner.agencyId,
    attemptId,
    scoId,
    index,
    identifier: storable(row.id),
    description: storable(row.description),
    completion: storable(row.completion, 16),
    success: storable(row.success, 16),
    scoreRaw,
    scoreMin,
    scoreMax,
    scoreScaled,
    progress,
  };
}
