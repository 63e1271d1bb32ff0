import { gzipSync } from 'node:zlib';
import type { EngineStateJson } from '../standards/index.ts';
import type { AttemptPicture, Entry } from './attempt-picture.ts';
import type { StoredCommit } from './commit-payload.ts';
import { readEngineState, unpackEngineState } from './commit-payload.ts';

/** Takes over the engine state of a commit; false when there is none or a later one of the launch is stored. */
export function takeEngineState(picture: AttemptPicture, entry: Entry, payload: StoredCommit): boolean {
  const { attempt } = picture;
  if (payload.engineState === null || picture.version.structure.standard === 'scorm12') return false;
  if (attempt.engineLaunchId === entry.launch.id && attempt.engineSeq > entry.seq) return false;
  const state = readEngineState(payload.engineState);
  if (state === null) return false;
  attempt.engineLaunchId = entry.launch.id;
  attempt.engineSeq = entry.seq;
  storeEngineState(picture, state, Buffer.from(payload.engineState, 'base64'));
  return true;
}

/** Makes a state the attempt's own. */
export function storeEngineState(picture: AttemptPicture, state: EngineStateJson, packed?: Buffer): void {
  const { format } = state;
  picture.attempt.engineState = packed ?? gzipSync(JSON.stringify(state));
  picture.attempt.engineVersion = typeof format === 'number' ? String(format) : null;
  picture.touched.engines.add(picture.attempt.id);
}

/** The engine state of an attempt as it was last sent; null when there is none. */
export function engineStateOf(attempt: { readonly engineState: Buffer | null }): EngineStateJson | null {
  return attempt.engineState === null ? null : unpackEngineState(attempt.engineState);
}
