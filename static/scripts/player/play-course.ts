import type { LaunchAnswer } from '../../../server/standards/launch-contract.ts';
import type { CourseResult } from '../../../server/standards/runtime-record.ts';
import type { FrameMessage, PlayerRequest, PlayerView } from '../frame/frame-contract.ts';
import { askServer } from './ask-server.ts';
import { createCommitDesk } from './commit-desk.ts';
import { showEnd, type EndFacts } from './end-panels.ts';
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
import type { EmbedderTeller, NewsFacts } from './tell-embedder.ts';
import { showContinuedElsewhere, showFailure, tellLength } from './trouble-panels.ts';
import type { WayOut } from './way-out.ts';
import { words } from './words.ts';

/** What playing a launch needs. */
export interface PlayPorts {
  readonly data: PlayerData;
  readonly client: LaunchClient;
  readonly store: OutboxStore | null;
  readonly way: WayOut;
  readonly teller: EmbedderTeller;
  readonly delay: (ms: number, work: () => void) => () => void;
  readonly say: (word: PlayerView['word'] | 'loading' | 'conflict' | 'error') => void;
  /** The launch is over for this window. */
  readonly finished: () => void;
}

/** The last panel waits this long for the server, ms; without a network it says what the page knows. */
const PANEL_MS = 2000;

/** Plays one launch: the page's side of the wire, from the first view to the last save. */
export function playCourse(launch: LaunchAnswer, ports: PlayPorts): void {
  const { data, client, store, way, teller, delay, say } = ports;
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
  const minutes = new Map(Object.entries(launch.minutes));
  const shell = createShell(minutes, {
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
  const keep = { data, client, delay, outbox, save: () => desk.flushNow(), seen: () => clock.heard(false) };
  // Who came by a door has no session that could end.
  const session = data.door === null ? keepSignedIn(keep) : null;
  let wanted = data.part;
  let view: PlayerView | null = null;
  let asked = 0;
  /** Number of the request whose result has not come, null when none is under way. */
  let outstanding: number | null = null;
  let isFrozen = false;
  let isOver = false;
  let leaving: (() => void) | null = null;

  const frame = openFrame(element('view', HTMLDivElement), launch.apiFrameUrl, frameLaunchOf(launch, data), hear, () =>
    fail(words.noAnswer),
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
        if (view === null || outstanding !== null) fail(words.partNotOpened);
    }
  }

  function see(next: PlayerView, answers: number | null): void {
    if (isFrozen) return;
    const before = view;
    view = next;
    if (!isReview) teller.claimed(next.result, newsFacts());
    shell.draw(next);
    if (outstanding !== null && answers !== outstanding) return;
    const isAnswer = outstanding !== null;
    outstanding = null;
    if (next.endReason !== null && !isOver) end(next.endReason);
    say(next.word);
    // Who leaves sees the way out, and no panel over it.
    if (leaving !== null && isAnswer) leaving();
    else showStage(next, before, isAnswer);
  }

  function showStage(next: PlayerView, before: PlayerView | null, isAnswer: boolean): void {
    if (next.word === 'playing') {
      hidePanel();
      if (isAnswer && before?.currentId !== next.currentId) frame.send({ kind: 'focus' });
    } else if (next.word === 'choosing') {
      if (openWanted(next)) return;
      showPanel({ title: words.chooseNext, words: [words.openFromContents], actions: [] });
    } else if (before?.word !== next.word || isAnswer) showLast(next, next.result);
  }

  /** A link to one part opens it once; where it may not be opened the person chooses. */
  function openWanted({ entries }: PlayerView): boolean {
    const target = wanted;
    wanted = undefined;
    if (target === undefined || !entries.some(({ id, isOpen }) => id === target && isOpen)) return false;
    navigate({ type: 'choice', target });
    return true;
  }

  function showLast(last: PlayerView, result: CourseResult): void {
    const { registration } = data;
    const show = (word: CourseResult, standing: EndFacts['standing']): void =>
      showEnd({ view: last, result: word, standing, engagedMs: clock.totalMs, isReview, way });
    if (isReview) {
      show(result, null);
      return;
    }
    // What counts is the server's word: it comes with the answer to the last save, and is waited for so that one panel says it.
    showWaiting(words.saving);
    let isShown = false;
    const cancel = delay(PANEL_MS, () => {
      isShown = view === last && !isFrozen;
      if (isShown) show(result, null);
    });
    void outbox.settled(10_000).then(async (isSettled) => {
      const standing = isSettled ? await client.standing(registration) : null;
      cancel();
      if (view === last && !isFrozen && (isSettled || !isShown)) show(outbox.result ?? result, standing);
      return undefined;
    });
  }

  function newsFacts(): NewsFacts {
    return { engagedMs: clock.totalMs, attempt: launch.attemptNumber, version: outbox.version ?? launch.version };
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
    if (outbox.result !== null && !isReview) teller.said(outbox.result, newsFacts());
    if (isSuperseded) freeze();
  }

  function faultOf(fault: typeof outbox.fault): typeof outbox.fault {
    if (!outbox.isSuperseded) return fault;
    return { code: 'LAUNCH_SUPERSEDED', words: words.tooLateFault };
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
    showContinuedElsewhere(way);
  }

  function fail(told: string): void {
    say('error');
    showFailure(told, way);
  }

  async function renew(id: string): Promise<'ok' | 'wait' | 'retry' | 'never'> {
    const answer = await client.recover(id);
    if ((answer === 'wait' || answer === 'never') && data.door !== null) return answer;
    if (answer === 'wait' || answer === 'never') {
      const told = answer === 'wait' ? words.sessionEnded : words.otherSignedIn;
      const goOn = async (): Promise<boolean> => {
        const isOurs = (await client.recover(id)) === 'ok';
        outbox.tryNow();
        session?.look();
        return isOurs;
      };
      signInAgain({ client, data, words: told, goOn });
      return 'wait';
    }
    if (answer === 'ok') closeSignIn();
    return answer;
  }

  function askWhetherThere(): void {
    if (isOver || isFrozen) return;
    ask(words.areYouThere, [words.noActivity], [{ label: words.iAmHere, kind: 'btn', act: () => clock.heard(false) }]);
  }

  function flush(isLeaving: boolean): void {
    desk.flushNow();
    const commits = rowsForBeacon(outbox.rows, launchId);
    if (!isReview && (commits.length > 0 || (isLeaving && !isOver))) client.beacon(launchId, commits, isLeaving);
  }

  function leave(): void {
    if (isOver || view === null) {
      leaveCourse(outbox, way.leave);
      return;
    }
    leaving = () => leaveCourse(outbox, way.leave);
    showWaiting(words.saving);
    navigate({ type: 'leave' });
  }

  listenToPage({
    exit() {
      if (isFrozen) way.leave();
      else leave();
      return true;
    },
    hidden: () => flush(false),
    closing: () => flush(true),
    back: () => {
      showSaves();
      outbox.tryNow();
      session?.look();
      if (!isOver && !isFrozen) heart.beat();
    },
    offline: showSaves,
  });

  element('course-title', HTMLElement).textContent = launch.courseTitle;
  document.title = `${launch.courseTitle} | Schoolbeat`;
  if (isReview) {
    const strong = mode === 'review' ? words.isReview : words.isPreview;
    showBanner('review', { kind: '', symbol: 'i-info', strong, words: words.lookAtAll });
    heart.stop();
  }
  showSaves();
}
