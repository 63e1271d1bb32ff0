import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import {
  applyRuntime,
  finishSession,
  globalObjectivesOf,
  initialRecord,
  isOffered,
  isSingleActivity,
  navigate,
  requestAtTerminate,
} from '../../../server/standards/scorm2004/index.ts';
import type { EngineState, NavigationRequest, Outcome } from '../../../server/standards/scorm2004/index.ts';
import { contentUrl, listActivities } from './activity-list.ts';
import { openAttempt } from './attempt-2004.ts';
import type { ChangedMessage, FrameLaunch, PlayerView } from './frame-contract.ts';
import type { FramePlayer, FramePorts } from './frame-player.ts';
import { createNavigator, type Asked } from './navigator.ts';
import { openSession2004, type Session2004 } from './session-2004.ts';
import { createViewPace } from './view-pace.ts';
import { view2004 } from './view-2004.ts';

/** Elements that may change what is offered. */
const FOR_OFFERS = /status$|score|progress_measure$|\.id$|^cmi\.exit$/;

/** The player of SCORM 2004: our own engine, run here and at once, so that the content never waits and never outruns it. */
export function createPlayer2004(launch: FrameLaunch, ports: FramePorts): FramePlayer {
  const { structure, mode, learner, limits } = launch;
  const list = listActivities(structure);
  const isSingle = isSingleActivity(structure);
  const sharedData: Record<string, string> = { ...launch.sharedData };
  const attempt = openAttempt(launch);
  const stored: Record<string, CmiRecord> = { ...attempt.cmi };
  let state: EngineState = attempt.state;
  let session: Session2004 | null = null;
  /** What the SCO last on the stage left, as it was told last. */
  let left: { readonly scoId: string; readonly record: CmiRecord } | null = null;
  let lastTracked: CmiRecord = {};
  let word: PlayerView['word'] = 'choosing';
  let endReason: PlayerView['endReason'] = null;
  let isAbandoned = false;
  let isSharedChanged = false;
  /** The engine has moved on since its state was told. */
  let isEngineUntold = false;
  /** Id of the request that the present delivery answers, until it is answered. */
  let pendingAnswer: number | null = null;
  let hasToldLength = false;

  const navigator = createNavigator(ports, carryOut);
  const pace = createViewPace(ports.later, () => publish(null));

  function publish(given: number | null): void {
    const answers = given ?? pendingAnswer;
    pendingAnswer = null;
    const running = session?.phase === 'running' ? session.record : null;
    const hasContent = session !== null;
    const activityId = session?.activity.identifier ?? null;
    const now = { word, endReason, activityId, running, isFinished: session?.phase === 'after', hasContent, state };
    ports.post({ kind: 'view', answers, view: view2004(structure, list, now) });
  }

  /** A commit always belongs to a SCO: what the engine knows goes along with the next one. */
  function tell(scoId: string, record: CmiRecord, trigger: ChangedMessage['trigger'], final = false): void {
    if (mode !== 'normal') return;
    const engine = isEngineUntold && { engine: { state, globalObjectives: globalObjectivesOf(state) } };
    const shared = isSharedChanged && { sharedData: { ...sharedData } };
    isSharedChanged = false;
    isEngineUntold = false;
    ports.post({ kind: 'changed', scoId, record: recordToTell(record), trigger, final, ...engine, ...shared });
  }

  /** After a navigation: what the SCO left is said once more, for the engine's sake. */
  function tellEngine(): void {
    if (left !== null) tell(left.scoId, left.record, 'navigation', true);
  }

  function track(mine: Session2004): void {
    state = applyRuntime(structure, state, mine.activity.identifier, mine.record);
    stored[mine.activity.identifier] = finishSession(mine.record);
    lastTracked = { ...mine.record };
  }

  async function deliver(activityId: string, isResumed: boolean, answers: number | null): Promise<void> {
    const activity = list.find((one) => one.activity.identifier === activityId)?.activity;
    if (activity === undefined) return;
    const keepsData = isResumed || mode === 'review';
    if (!keepsData) delete stored[activityId];
    const before = keepsData ? (stored[activityId] ?? null) : null;
    const record = initialRecord(structure, state, { activityId, learner, stored: before, mode });
    const mine = openSession2004(activity, record, {
      edition: structure.edition,
      limits,
      sharedData,
      openModel: ports.openModel,
      begun: () => pace.now(),
      isRequestValid: (request) => isOffered(structure, state, { activityId, cmi: record }, request),
      changed(element) {
        if (element.startsWith('adl.data.')) isSharedChanged = true;
        tell(activityId, record, 'change');
        if (FOR_OFFERS.test(element)) pace.ask();
      },
      committed() {
        track(mine);
        tell(activityId, record, 'commit');
        pace.now();
      },
      ended: () => terminated(mine),
      tooLong: tellLength,
    });
    session = mine;
    lastTracked = before ?? {};
    word = 'playing';
    pendingAnswer = answers;
    ports.expose(mine.api);
    await ports.stage.show(contentUrl(launch.contentBase, activity), activity.title);
    publish(null);
  }

  /** Terminate: of its own accord the SCO may ask for more; while a person's request is carried out its wishes are void. */
  function terminated(mine: Session2004): void {
    const { identifier } = mine.activity;
    const request = navigator.isLeaving ? null : requestAtTerminate(mine.record);
    const isGivenUp = isAbandoned || request?.type.startsWith('abandon') === true;
    // What an abandoned attempt said since its last commit counts for nothing (TB.2.3 6).
    if (!isGivenUp) track(mine);
    left = { scoId: identifier, record: isGivenUp ? lastTracked : { ...mine.record } };
    tell(identifier, left.record, 'finish', true);
    if (navigator.isLeaving) return;
    const own = request ?? afterTheOnlyOne(mine.record);
    if (own === null) ports.later(() => publish(null));
    else ports.later(() => navigator.ask(null, { type: 'own', request: own }));
  }

  /** A course of one activity is over when that is: there is nothing else that a person could ask for. */
  function afterTheOnlyOne(record: CmiRecord): NavigationRequest | null {
    if (!isSingle) return null;
    return { type: record['cmi.exit'] === 'suspend' ? 'suspendAll' : 'exitAll' };
  }

  async function carryOut(answers: number | null, asked: Asked, hasLeft: () => void): Promise<void> {
    const request = requestOf(asked);
    const isOwn = asked.type === 'own';
    if (!isOwn && asked.type !== 'leave' && request !== null && !isOfferedNow(request)) {
      publish(answers);
      return;
    }
    isAbandoned = request?.type.startsWith('abandon') === true;
    // The only content of a course stays under the completion panel: what it says at its end can still be read.
    const staysInPlace = isOwn && isSingle;
    if (!staysInPlace) await ports.stage.clear();
    session?.close();
    if (session?.phase === 'before') left = silentOne(session.activity.identifier);
    isAbandoned = false;
    const outcome = request === null ? null : turn(request);
    if (asked.type === 'leave') endReason = 'exit';
    if (outcome?.kind === 'deliver') {
      tellEngine();
      await ports.stage.clear();
      hasLeft();
      await deliver(outcome.activityId, outcome.isResumed, answers);
      return;
    }
    if (!staysInPlace) {
      session = null;
      ports.expose(null);
    }
    word = outcome?.kind === 'ended' || outcome?.kind === 'suspended' ? outcome.kind : 'choosing';
    if (asked.type === 'leave') word = 'suspended';
    tellEngine();
    publish(answers);
  }

  /** A SCO that never called, and an asset, leave what was there before. */
  function silentOne(scoId: string): { scoId: string; record: CmiRecord } {
    return { scoId, record: stored[scoId] ?? {} };
  }

  function turn(request: NavigationRequest): Outcome {
    const { state: next, outcome } = navigate(structure, state, request);
    state = next;
    isEngineUntold = true;
    if (outcome.kind === 'suspended') endReason = 'suspended';
    if (outcome.kind === 'ended') endReason = request.type.startsWith('abandon') ? 'abandoned' : 'ended';
    return outcome;
  }

  function isOfferedNow(request: NavigationRequest): boolean {
    const running = session?.phase === 'running' ? session.record : null;
    const activityId = session?.activity.identifier ?? null;
    return isOffered(structure, state, { activityId, cmi: running }, request);
  }

  /** null: nothing for the engine to do. */
  function requestOf(asked: Asked): NavigationRequest | null {
    if (asked.type === 'own') return asked.request;
    if (asked.type === 'choice') return { type: 'choice', target: asked.target };
    if (asked.type === 'leave') return state.current === null ? null : { type: 'suspendAll' };
    if (asked.type !== 'closed') return { type: asked.type };
    return afterTheOnlyOne(session?.record ?? {}) ?? { type: 'exit' };
  }

  function tellLength(length: number): void {
    if (!hasToldLength) ports.post({ kind: 'refused-length', length, limit: limits.suspendData });
    hasToldLength = true;
  }

  async function begin(): Promise<void> {
    const request = attempt.first;
    const outcome = request === null || (launch.isChoosing && !isSingle) ? null : turn(request);
    if (outcome?.kind === 'deliver') await deliver(outcome.activityId, outcome.isResumed, null);
    else {
      word = outcome?.kind === 'ended' || outcome?.kind === 'suspended' ? outcome.kind : 'choosing';
      publish(null);
    }
  }

  return {
    start: () => void begin(),
    get currentId() {
      return session?.activity.identifier ?? null;
    },
    navigate: (id, request) => navigator.ask(id, request),
    contentClosed: () => navigator.ask(null, { type: 'closed' }),
  };
}

/** The record as it goes to the server: without the names and the request; the server drops what else is the launch's. */
function recordToTell(record: CmiRecord): CmiRecord {
  const { 'cmi.learner_id': _id, 'cmi.learner_name': _name, 'adl.nav.request': _request, ...rest } = record;
  return rest;
}
