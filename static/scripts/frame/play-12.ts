import type { Activity } from '../../../server/standards/course-structure.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import {
  finishSession,
  getElement,
  initialRecord,
  lessonStatuses,
  offers12,
  recordToStore,
  setElement,
} from '../../../server/standards/scorm12/index.ts';
import { contentUrl, listActivities } from './activity-list.ts';
import { openApi12 } from './api-12.ts';
import type { FrameLaunch } from './frame-contract.ts';
import type { FramePlayer, FramePorts } from './frame-player.ts';
import { createNavigator, type Asked } from './navigator.ts';
import { isDone12, resumeTarget, view12 } from './view-12.ts';

interface Session {
  readonly activity: Activity;
  readonly record: CmiRecord;
  phase: 'before' | 'running' | 'after';
}

/** What the course's result is made of: the page tells it to whoever embeds the course. */
const FOR_RESULT = /^cmi\.core\.(lesson_status|score\.(raw|min|max))$/;

/** The player of SCORM 1.2: one SCO after the other, as the person asks; what comes next is shown and never automatic. */
export function createPlayer12(launch: FrameLaunch, ports: FramePorts): FramePlayer {
  const { structure, mode, limits } = launch;
  const list = listActivities(structure);
  const contents = list.filter(({ activity }) => activity.href !== null).map(({ activity }) => activity);
  const isSingle = contents.length === 1;
  const stored: Record<string, CmiRecord> = { ...launch.cmi };
  const course = { structure, list, isSingle };
  let session: Session | null = null;
  let word: 'playing' | 'choosing' | 'suspended' | 'ended' = 'choosing';
  let endReason: 'exit' | null = null;
  let hasToldLength = false;
  /** Id of the request that the present delivery answers, until it is answered. */
  let pendingAnswer: number | null = null;

  const navigator = createNavigator(ports, carryOut);

  function records(): Record<string, CmiRecord> {
    return session === null ? stored : { ...stored, [session.activity.identifier]: session.record };
  }

  function publish(given: number | null): void {
    const answers = given ?? pendingAnswer;
    pendingAnswer = null;
    const now = { word, endReason, records: records(), current: session?.activity ?? null };
    const view = view12(course, { ...now, isFinished: session?.phase === 'after' });
    ports.post({ kind: 'view', answers, view });
  }

  function tell(trigger: 'change' | 'commit' | 'finish' | 'navigation', final: boolean, record?: CmiRecord): void {
    if (session === null || mode !== 'normal') return;
    const full = recordToTell(record ?? session.record);
    ports.post({ kind: 'changed', scoId: session.activity.identifier, record: full, trigger, final });
  }

  async function deliver(activity: Activity, answers: number | null): Promise<void> {
    const before = stored[activity.identifier] ?? null;
    const mine: Session = { activity, record: initialRecord(activity, launch.learner, mode, before), phase: 'before' };
    session = mine;
    word = 'playing';
    pendingAnswer = answers;
    ports.expose(openSession(mine));
    await ports.stage.show(contentUrl(launch.contentBase, activity), activity.title);
    publish(null);
  }

  function openSession(mine: Session): object {
    const { record } = mine;
    const model = ports.openModel(() => tell(mine.phase === 'after' ? 'finish' : 'commit', mine.phase === 'after'));
    model.load(record);
    return openApi12({
      get: (element) => getElement({ record, limits }, element),
      set(element, value) {
        const verdict = setElement({ record, limits }, element, value);
        if (verdict.error === 0) {
          model.set(element, value);
          tell('change', false);
          if (FOR_RESULT.test(element)) publish(null);
        }
        if (verdict.error !== 0 && element === 'cmi.suspend_data') tellLength(value.length);
        return verdict;
      },
      begin() {
        mine.phase = 'running';
        model.initialize();
        publish(null);
      },
      commit: () => model.commit(),
      end() {
        mine.phase = 'after';
        model.terminate();
        stored[mine.activity.identifier] = finishSession(record, mine.activity, mode);
        ports.later(() => finished(mine));
      },
    });
  }

  /** The SCO said that it is finished, and nobody is leaving it: the last one, or the only one, shows the completion panel. */
  function finished(mine: Session): void {
    if (session !== mine || navigator.isLeaving) return;
    if (isSingle || isDone12(course, records())) word = 'ended';
    publish(null);
  }

  function tellLength(length: number): void {
    if (hasToldLength || length <= limits.suspendData) return;
    hasToldLength = true;
    ports.post({ kind: 'refused-length', length, limit: limits.suspendData });
  }

  /** What the SCO on the stage leaves behind. One that never called is judged by the rule for silent ones. */
  function settle(): void {
    if (session === null) return;
    const { activity, record, phase } = session;
    if (phase === 'running') {
      tell('navigation', false);
      stored[activity.identifier] = recordToStore(record);
    } else if (phase === 'before') {
      const silent = finishSession(record, activity, mode, false);
      tell('navigation', true, silent);
      stored[activity.identifier] = silent;
    }
    session = null;
    ports.expose(null);
  }

  async function carryOut(answers: number | null, request: Asked, hasLeft: () => void): Promise<void> {
    const target = targetOf(request);
    if (target === null && request.type !== 'leave' && request.type !== 'closed') {
      publish(answers);
      return;
    }
    await ports.stage.clear();
    settle();
    hasLeft();
    if (target !== null) {
      await deliver(target, answers);
      return;
    }
    const isOver = isSingle || isDone12(course, stored);
    word = request.type === 'leave' ? 'suspended' : isOver ? 'ended' : 'choosing';
    endReason = request.type === 'leave' ? 'exit' : null;
    publish(answers);
  }

  function targetOf(request: Asked): Activity | null {
    const offers = offers12(structure, lessonStatuses(structure, records()), session?.activity.identifier ?? null);
    const id =
      request.type === 'continue'
        ? offers.next
        : request.type === 'previous'
          ? offers.previous
          : request.type === 'choice' && offers.choice[request.target]?.isOpen === true
            ? request.target
            : null;
    return contents.find(({ identifier }) => identifier === id) ?? null;
  }

  return {
    start() {
      const target = launch.isChoosing && !isSingle ? null : resumeTarget(course, stored);
      if (target === null) publish(null);
      else void deliver(target, null);
    },
    get currentId() {
      return session?.activity.identifier ?? null;
    },
    navigate: (id, request) => navigator.ask(id, request),
    contentClosed: () => navigator.ask(null, { type: 'closed' }),
  };
}

/** The record as it goes to the server: without the names; the server drops what else belongs to the launch. */
function recordToTell(record: CmiRecord): CmiRecord {
  const { 'cmi.core.student_id': _id, 'cmi.core.student_name': _name, ...rest } = record;
  return rest;
}
