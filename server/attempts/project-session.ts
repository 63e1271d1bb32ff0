import type { AttemptPicture, Entry } from './attempt-picture.ts';
import { derivedId } from '../platform/index.ts';
import type { SessionRow } from './record-model.ts';
import { boundSessionTime } from './seat-time.ts';

/**
 * Carries a commit into the session of its SCO: a new session begins when the launch moved on to another SCO, or the last
 * one was finished and this commit does not merely repeat what it left (a final one made by the navigation). Returns by how many ms the seat time changed.
 */
export function projectSession(picture: AttemptPicture, entry: Entry, toldMs: number): number {
  const { launch, scoId, seq, receivedAt } = entry;
  const sessions = picture.sessions.get(launch.id) ?? [];
  picture.sessions.set(launch.id, sessions);
  const last = sessions.at(-1);
  const isRepetition = entry.final && entry.trigger === 'navigation';
  const isSame = last?.scoId === scoId && (!last.finished || isRepetition);
  const session = isSame && last !== undefined ? last : beginSession(picture, entry, sessions.length + 1);
  if (!isSame) sessions.push(session);
  const othersMs = sessions.reduce((sum, one) => (one === session ? sum : sum + one.sessionTimeMs), 0);
  const boundMs = boundSessionTime({ sessionTimeMs: toldMs, launchStartedAt: launch.startedAt, receivedAt, othersMs });
  const changeMs = boundMs - session.sessionTimeMs;
  session.sessionTimeMs = boundMs;
  session.lastSeq = Math.max(session.lastSeq, seq);
  session.lastSavedAt = receivedAt;
  session.finished ||= entry.final;
  picture.touched.sessions.set(session.id, session);
  return changeMs;
}

function beginSession(picture: AttemptPicture, { launch, scoId, seq, receivedAt }: Entry, number: number): SessionRow {
  return {
    id: derivedId('session', launch.id, number),
    attemptId: picture.attempt.id,
    launchId: launch.id,
    scoId,
    number,
    firstSeq: seq,
    lastSeq: seq,
    sessionTimeMs: 0,
    startedAt: receivedAt,
    lastSavedAt: receivedAt,
    finished: false,
  };
}
