import type { Tx } from '../platform/index.ts';
import { together } from '../platform/index.ts';
import type { AttemptRow, LaunchRow } from './attempt-model.ts';
import type { AttemptPicture, Owner, PinnedVersion, Touched } from './attempt-picture.ts';
import { loadEarlierStates, loadGlobals, loadGraded, loadSessions, loadTracks } from './batch-store.ts';
import { engineStateOf } from './engine-claim.ts';
import type { GlobalObjectiveRow, GradedAnswerRow, SessionRow } from './record-model.ts';
import type { Tables } from './record-tables.ts';
import { globalScope } from './settle-roll-up.ts';

/** Loads a pinned version; versions never change, so the packages room may keep them in memory. */
export type LoadVersion = (tx: Tx, versionId: string) => Promise<PinnedVersion>;

/** Attempts that a batch touches, with the launch that tells whose each one is. */
export interface PictureWanted {
  readonly attempt: AttemptRow;
  readonly launch: Pick<LaunchRow, 'agencyId' | 'personId'>;
}

/** Loads everything that commits of some attempts may change: at most four statements besides the versions, five where the server grades. */
export async function loadPictures(
  tables: Tables,
  tx: Tx,
  wanted: readonly PictureWanted[],
  launchIds: readonly string[],
  touched: Touched,
  loadVersion: LoadVersion,
): Promise<Map<string, AttemptPicture>> {
  const versions = new Map<string, PinnedVersion>();
  for (const { attempt } of wanted) {
    if (!versions.has(attempt.versionId)) versions.set(attempt.versionId, await loadVersion(tx, attempt.versionId));
  }
  const attemptIds = wanted.map(({ attempt }) => attempt.id);
  const answered = wanted.filter(({ attempt }) => (versions.get(attempt.versionId)?.answers ?? null) !== null);
  const [tracks, sessions, graded] = await together(tx, [
    () => loadTracks(tables, tx, attemptIds),
    () => loadSessions(tables, tx, launchIds),
    () => gradedByRegistration(tables, tx, answered),
  ]);
  const pictures = wanted.map(({ attempt, launch }): AttemptPicture => {
    const version = versions.get(attempt.versionId);
    if (version === undefined) throw new Error(`No version ${attempt.versionId}`);
    const owner: Owner = {
      agencyId: launch.agencyId,
      personId: launch.personId,
      registrationId: attempt.registrationId,
    };
    const own = sessions.filter((session) => session.attemptId === attempt.id);
    return {
      owner,
      version,
      attempt,
      tracks: new Map(tracks.filter((track) => track.attemptId === attempt.id).map((track) => [track.scoId, track])),
      sessions: byLaunch(own),
      globals: new Map(),
      graded: graded.get(attempt.registrationId) ?? new Map(),
      previousEngineState: () => null,
      touched,
    };
  });
  const sequenced = pictures.filter(({ version }) => version.structure.standard === 'scorm2004');
  const complete = await addSequencing(tables, tx, sequenced);
  const rest = pictures.filter((picture) => !sequenced.includes(picture));
  return new Map([...rest, ...complete].map((picture) => [picture.attempt.id, picture]));
}

/** What only SCORM 2004 needs: global objectives, and the state of the attempt before. */
async function addSequencing(
  tables: Tables,
  tx: Tx,
  pictures: readonly AttemptPicture[],
): Promise<readonly AttemptPicture[]> {
  if (pictures.length === 0) return [];
  const places = pictures.map((picture) => ({ ...picture.owner, scope: globalScope(picture) }));
  const rows = await loadGlobals(tables, tx, places);
  const earlier = pictures
    .filter(({ attempt }) => attempt.number > 1)
    .map(({ attempt }) => ({ registrationId: attempt.registrationId, number: attempt.number - 1 }));
  const states = earlier.length === 0 ? [] : await loadEarlierStates(tables, tx, earlier);
  const shared = new Map<string, Map<string, GlobalObjectiveRow>>();
  return pictures.map((picture) => {
    const { owner, attempt } = picture;
    const scope = globalScope(picture);
    const place = [owner.agencyId, owner.personId, scope].join(' ');
    const own = rows.filter((row) => [row.agencyId, row.personId, row.scope].join(' ') === place);
    // Two attempts of one person in one batch see each other's objectives.
    const globals = shared.get(place) ?? new Map(own.map((row) => [row.objective, row]));
    shared.set(place, globals);
    const before = states.find(
      ({ registrationId, number }) => registrationId === attempt.registrationId && number === attempt.number - 1,
    );
    return { ...picture, globals, previousEngineState: () => (before === undefined ? null : engineStateOf(before)) };
  });
}

/** Two attempts of one registration in one batch see each other's draws. */
async function gradedByRegistration(
  tables: Tables,
  tx: Tx,
  wanted: readonly PictureWanted[],
): Promise<Map<string, Map<string, GradedAnswerRow>>> {
  const ids = wanted.map(({ attempt }) => attempt.registrationId);
  const groups = new Map(ids.map((id) => [id, new Map<string, GradedAnswerRow>()]));
  for (const row of await loadGraded(tables, tx, ids)) groups.get(row.registrationId)?.set(row.id, row);
  return groups;
}

/** Sessions by launch, in the order given. */
function byLaunch(sessions: readonly SessionRow[]): Map<string, SessionRow[]> {
  const groups = new Map<string, SessionRow[]>();
  for (const session of sessions) groups.set(session.launchId, [...(groups.get(session.launchId) ?? []), session]);
  return groups;
}
