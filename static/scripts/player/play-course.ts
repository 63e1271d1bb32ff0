import type { LaunchAnswer } from '../../../server/standards/launch-contract.ts';
import type { CourseResult } from '../../../server/standards/runtime-record.ts';
import type { FrameMessage, PlayerRequest, PlayerView } from '../frame/frame-contract.ts';
import { askServer } from './ask-server.ts';
import { createCommitDesk } from './commit-desk.ts';
import { showEnd } from './end-panels.ts';
import { openFrame } from './frame-link.ts';
import { startHeart } from './heartbeat.ts';
import { frameLaunchOf } from './launch-for-frame.ts';
import type { LaunchClient } from './launch-client.ts';
import { leaveCourse } from './leave-course.ts';
import { createOutbox } from './outbox.ts';
import { rowsForBeacon } from './outbox-queue.ts';
import type { OutboxStore } from './outbox-store.ts';
import { showBanner } from './page-banners.ts';
import { startPageClock } from './page-clock.ts';
import type { PlayerData } from './page-data.ts';
import { ask, closeSignIn } from './page-dialogs.ts';
import { element } from './page-elements.ts';
import { listenToPage } from './page-life.ts';
import { hidePanel, showPanel, showWaiting } from './page-panel.ts';
import { createSaveLine } from './save-line.ts';
import { keepSignedIn } from './keep-signed-in.ts';
import { createShell } from './shell-view.ts';
import { signInAgain } from './sign-in-again.ts';
import { showScale } from './size-line.ts';
import { showContinuedElsewhere, showFailure } from './trouble-panels.ts';

/** What playing a launch needs. */
export interface PlayPorts {
  readonly data: PlayerData;
  readonly client: LaunchClient;
  readonly store: OutboxStore | null;
  readonly delay: (ms: number, work: () => void) => () => void;
  readonly say: (word: PlayerView['word'] | 'loading' | 'conflict' | 'error') => void;
  /** The launch is over for this window. */
  readonly finished: () => void;
}

/** Plays one launch: the page's side of the wire, from the first view to the last save. */
export function playCourse(launch: LaunchAnswer, ports: PlayPorts): void {
  const { data, client, store, delay, say } = ports;
  const { launchId, attemptId, owner, mode } = launch;
  const isReview = mode !== 'normal';
  const clock = startPageClock(launch.engagedMs, askWhetherThere);
  const outbox = createOutbox({
    store,
    send: (row) => client.send(row),
    recover: renew,
    delay,
    random: Math.random,
    changed: showSaves,
  });
  const desk = createCommitDesk({
    outbox,
    place: { owner, attemptId, launchId },
    delay,
    now: () => new Date(),
    changed: showSaves,
  });
  const saveLine = createSaveLine(() => outbox.tryNow());
  const shell = createShell({
    control: (type) => navigate({ type }),
    choose: (target) => navigate({ type: 'choice', target }),
  });
  const heart = startHeart({
    client,
    launchId,
    clock,
    everyMs: launch.heartbeatMs,
    superseded: freeze,
    recover: () => void renew(launchId),
  });
  const session = keepSignedIn({
    data,
    client,
    delay,
    outbox,
    save: () => desk.flushNow(),
    seen: () => clock.heard(false),
  });
  let view: PlayerView | null = null;
  let asked = 0;
  /** Number of the request whose result has not come, null when none is under way. */
  let outstanding: number | null = null;
  let isFrozen = false;
  let isOver = false;
  let leaving: (() => void) | null = null;

  const frame = openFrame(element('view', HTMLDivElement), launch.apiFrameUrl, frameLaunchOf(launch, data), hear, () =>
    fail('The course does not answer. The address for course content may be blocked in this network.'),
  );

  function hear(message: FrameMessage): void {
    switch (message.kind) {
      case 'changed': {
        const { engine, ...change } = message;
        const news = engine && { state: JSON.stringify(engine.state), globalObjectives: engine.globalObjectives };
        if (!isFrozen) desk.change({ ...change, ...(news && { engine: news }) });
        return;
      }
      case 'view':
        return see(message.view, message.answers);
      case 'ask':
        void askServer({ client, launchId, renew }, message.request).then((answer) =>
          frame.send({ kind: 'told', id: message.id, answer }),
        );
        return;
      case 'activity':
        return clock.heard(message.isMediaPlaying);
      case 'refused-length':
        return tellLength(message.length, message.limit);
      case 'scale':
        return showScale(message.scale, message.isActualSize, (isActualSize) =>
          frame.send({ kind: 'fit', isActualSize }),
        );
      case 'fault':
        if (view === null || outstanding !== null) fail('The part could not be opened. Your work up to now is kept.');
    }
  }

  function see(next: PlayerView, answers: number | null): void {
    if (isFrozen) return;
    const before = view;
    view = next;
    shell.draw(next);
    if (outstanding !== null && answers !== outstanding) return;
    const isAnswer = outstanding !== null;
    outstanding = null;
    if (next.endReason !== null && !isOver) end(next.endReason);
    say(next.word);
    showStage(next, before, isAnswer);
    if (leaving !== null && isAnswer) leaving();
  }

  function showStage(next: PlayerView, before: PlayerView | null, isAnswer: boolean): void {
    if (next.word === 'playing') {
      hidePanel();
      if (isAnswer && before?.currentId !== next.currentId) frame.send({ kind: 'focus' });
    } else if (next.word === 'choosing') {
      showPanel({ title: 'Choose what to do next', words: ['Open a part from the contents.'], actions: [] });
    } else if (before?.word !== next.word || isAnswer) showLast(next, next.result);
  }

  function showLast(last: PlayerView, result: CourseResult): void {
    const { base, registration } = data;
    const show = (word: CourseResult): void =>
      showEnd({ view: last, result: word, engagedMs: clock.totalMs, isReview, base, registration });
    show(result);
    // What counts is the server's word; it comes with the answer to the last save.
    if (!isReview) {
      void outbox.settled(10_000).then(() => {
        if (view === last && outbox.result !== null) show(outbox.result);
        return undefined;
      });
    }
  }

  function navigate(request: PlayerRequest): void {
    if (isFrozen) return;
    asked += 1;
    outstanding = asked;
    say('loading');
    frame.send({ kind: 'navigate', id: asked, request });
  }

  function end(reason: Parameters<typeof desk.end>[0]): void {
    isOver = true;
    if (!isReview) desk.end(reason);
    heart.stop();
    ports.finished();
  }

  function showSaves(): void {
    const { rows, undurable, failures, isStoreBroken, fault, savedAt, isSuperseded, isSignedOut, trouble } = outbox;
    const isDirty = desk.isDirty;
    const waiting = rows.length;
    const facts = { isDirty, waiting, undurable, failures, isStoreBroken, fault: faultOf(fault) };
    saveLine.show(facts, { savedAt, isSignedOut, trouble });
    if (isSuperseded) freeze();
  }

  function faultOf(fault: typeof outbox.fault): typeof outbox.fault {
    if (!outbox.isSuperseded) return fault;
    const words =
      'The course was continued in another window. What came too late is kept, and your instructor can see it.';
    return { code: 'LAUNCH_SUPERSEDED', words };
  }

  /** Another window goes on: this one shows no longer what could be changed, and says why. */
  function freeze(): void {
    if (isFrozen) return;
    isFrozen = true;
    desk.flushNow();
    heart.stop();
    ports.finished();
    say('conflict');
    frame.close();
    showContinuedElsewhere(data.base);
  }

  function fail(words: string): void {
    say('error');
    showFailure(words, data.base);
  }

  async function renew(id: string): Promise<'ok' | 'wait' | 'retry' | 'never'> {
    const answer = await client.recover(id);
    if (answer === 'wait' || answer === 'never') {
      const words =
        answer === 'wait'
          ? 'Your session has ended. Your work is kept, and the part stays open.'
          : 'Somebody else has signed in. Sign in with your own account, and the part goes on.';
      const goOn = async (): Promise<boolean> => {
        const isOurs = (await client.recover(id)) === 'ok';
        outbox.tryNow();
        session.look();
        return isOurs;
      };
      signInAgain({ client, data, words, goOn });
      return 'wait';
    }
    if (answer === 'ok') closeSignIn();
    return answer;
  }

  function askWhetherThere(): void {
    if (isOver || isFrozen) return;
    ask(
      'Are you still there?',
      ['There has been no activity for a quarter of an hour. Your work is safe. Time is not counted until you go on.'],
      [{ label: 'I am here, go on', kind: 'btn', act: () => clock.heard(false) }],
    );
  }

  function flush(isLeaving: boolean): void {
    desk.flushNow();
    const commits = rowsForBeacon(outbox.rows, launchId);
    if (!isReview && (commits.length > 0 || (isLeaving && !isOver))) client.beacon(launchId, commits, isLeaving);
  }

  function leave(): void {
    if (isOver || view === null) {
      leaveCourse(outbox, goHome);
      return;
    }
    leaving = () => leaveCourse(outbox, goHome);
    showWaiting('Saving');
    navigate({ type: 'leave' });
  }

  listenToPage({
    exit() {
      if (isFrozen) return false;
      leave();
      return true;
    },
    hidden: () => flush(false),
    closing: () => flush(true),
    back: () => {
      showSaves();
      outbox.tryNow();
      session.look();
      if (!isOver && !isFrozen) heart.beat();
    },
    offline: showSaves,
  });

  element('course-title', HTMLElement).textContent = launch.courseTitle;
  document.title = `${launch.courseTitle} | Schoolbeat`;
  if (isReview) {
    const words = 'You can look at everything. Your record stays as it is.';
    const strong = mode === 'review' ? 'This is a review.' : 'This is a preview.';
    showBanner('review', { kind: '', symbol: 'i-info', strong, words });
    heart.stop();
  }
  showSaves();
}

function tellLength(length: number, limit: number): void {
  const words = `The part wanted to keep ${length} characters and this course allows ${limit}. Your instructor can allow more.`;
  showBanner('length', { kind: 'warn', symbol: 'i-alert', strong: 'The part cannot keep its place.', words });
}

function goHome(): void {
  location.assign(element('exit', HTMLAnchorElement).href);
}
