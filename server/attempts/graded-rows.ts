import { drawTest, readList, type TestBlock } from '../standards/module/index.ts';
import type { AttemptPicture, Entry } from './attempt-picture.ts';
import type { StoredGrade } from './commit-payload.ts';
import { derivedId } from '../platform/index.ts';
import type { GradedAnswerRow } from './record-model.ts';
import { storable } from './sco-rows.ts';

/** Which answer or draw of an attempt. */
interface GradePlace {
  readonly scoId: string;
  readonly block: string;
  /** Of the try or run, from 1. */
  readonly number: number;
}

/** What is stored of an answer or a draw of this attempt. */
export function rowOf(
  { attempt, graded }: AttemptPicture,
  kind: GradedAnswerRow['kind'],
  place: GradePlace,
): GradedAnswerRow | undefined {
  return graded.get(idOf(attempt.id, kind, place));
}

/** Runs of a scenario that are stored: the first, and where the best counts each that was better than those before it. */
export function runsOf(
  { attempt, graded }: AttemptPicture,
  { scoId, block }: Pick<GradePlace, 'scoId' | 'block'>,
): GradedAnswerRow[] {
  return [...graded.values()].filter(
    (row) => row.kind === 'answer' && row.scoId === scoId && row.block === block && row.attemptId === attempt.id,
  );
}

/** Points that people gave for work in a SCO, beside those of its questions. */
export function marksOf({ attempt, graded }: AttemptPicture, scoId: string): { points: number; most: number }[] {
  return [...graded.values()]
    .filter((row) => row.kind === 'mark' && row.scoId === scoId && row.attemptId === attempt.id)
    .map(({ response }) => {
      const [points = 0, most = 0] = response.split('/').map(Number);
      return { points, most };
    });
}

/**
 * The items of a try: the same each time, and none of those drawn before in any attempt, here or in a pre-test of the same bank, as
 * long as the bank allows.
 */
export function drawItems(
  { owner, attempt, graded }: AttemptPicture,
  block: TestBlock,
  { scoId, attempt: number }: { readonly scoId: string; readonly attempt: number },
): string[] {
  const own = idOf(attempt.id, 'draw', { scoId, block: block.id, number });
  const places = [{ module: scoId, block: block.id }, ...(block.pretests ?? [])];
  const others = [...graded.values()].filter(
    (row) =>
      row.kind === 'draw' &&
      row.id !== own &&
      places.some((place) => place.module === row.scoId && place.block === row.block),
  );
  const seed = [owner.registrationId, attempt.number, scoId, block.id, number].join(' ');
  const seen = others.flatMap(({ response }) => readList(response));
  return drawTest(block, seed, seen);
}

/** Makes an entry of the chain a row; a run of a scenario that goes on takes the place of what it was. */
export function keepGrade(picture: AttemptPicture, { scoId, receivedAt }: Entry, stored: StoredGrade): void {
  const { kind, block, number, response, result, share } = stored;
  const { agencyId, registrationId } = picture.owner;
  const row: GradedAnswerRow = {
    id: idOf(picture.attempt.id, kind, { scoId, block, number }),
    agencyId,
    attemptId: picture.attempt.id,
    registrationId,
    scoId,
    block,
    kind,
    number,
    response: storable(response),
    result,
    share,
    givenAt: receivedAt,
  };
  picture.graded.set(row.id, row);
  picture.touched.graded.set(row.id, row);
}

function idOf(attemptId: string, kind: GradedAnswerRow['kind'], { scoId, block, number }: GradePlace): string {
  return derivedId('graded', attemptId, scoId, block, kind, number);
}
