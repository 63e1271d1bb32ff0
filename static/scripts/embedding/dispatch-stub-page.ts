import { LEFT_COURSE, type DispatchSummary } from '../../../server/standards/dispatch-contract.ts';
import { findApi } from '../module/find-api.ts';
import { openStubLms, type StubLms } from './stub-lms.ts';
import { createStubRelay } from './stub-relay.ts';
import { createStubServer, type LaunchOutcome } from './stub-server.ts';
import { readNews, readState } from './stub-state.ts';
import { createStubView } from './stub-view.ts';
import { stubWords } from './stub-words.ts';

/** A course that has said nothing for so long may not be there: some sites let no other one into a frame, ms. */
const SILENT_MS = 10_000;

const { server = '', destination = '' } = document.documentElement.dataset;
const words = stubWords(navigator.language);
const view = createStubView(document);

/** Runs the course of our server for the LMS in which this package lies. */
function run(lms: StubLms): void {
  const state = readState(lms.suspendData);
  const client = createStubServer(server, destination, (...asked) => fetch(...asked));
  const origin = new URL(server).origin;
  let told = state?.told ?? null;
  let source: Window | null = null;
  let hasSpoken = false;
  let isOver = false;

  const relay = createStubRelay({
    lms,
    state,
    now: () => Date.now(),
    acknowledge: (ticket, summary: DispatchSummary, isLast) => {
      if (lms.mode !== 'normal') return;
      told = summary;
      client.told({ ticket, summary }, isLast);
    },
    took: (isTaken) => view.note(isTaken ? null : words.refused),
  });

  async function ask(): Promise<LaunchOutcome> {
    const { learnerId, learnerName, mode } = lms;
    const registration = state?.registration ?? null;
    const outcome = await client.launch({ learnerId, learnerName, registration, mode, told });
    // Told before the course opens: what the LMS has missed is in it although nothing more may come.
    if (outcome.kind === 'open' && !isOver) relay.launched(outcome.answer);
    return outcome;
  }

  function explain(outcome: Exclude<LaunchOutcome, { kind: 'open' }>): void {
    const again = { label: words.tryAgain, act: () => void open() };
    if (outcome.kind === 'unreachable') view.panel(words.unreachable, [words.unreachableWords], again);
    else view.panel(outcome.words, [outcome.help, outcome.site ?? ''], again);
  }

  async function open(): Promise<void> {
    view.panel(words.opening, []);
    // A page without encryption is shown in no frame of one that has it.
    if (location.protocol === 'https:' && new URL(server).protocol === 'http:') {
      offerApart();
      return;
    }
    const outcome = await ask();
    if (isOver) return;
    if (outcome.kind !== 'open') {
      explain(outcome);
      return;
    }
    source = view.course(outcome.answer.url, words.course);
    hasSpoken = false;
    setTimeout(() => {
      if (!hasSpoken && !isOver) view.note(words.nothingSeen, { label: words.openApart, act: () => void openApart() });
    }, SILENT_MS);
  }

  function offerApart(more = ''): void {
    const action = { label: words.openApart, act: () => void openApart() };
    view.panel(words.apart, [words.apartWords, more], action);
  }

  async function openApart(): Promise<void> {
    // In the turn of the click, or the browser takes it for a pop-up; the address comes when it is known.
    const opened = window.open('about:blank', '_blank');
    if (opened === null) {
      offerApart(words.blocked);
      return;
    }
    offerApart();
    const outcome = await ask();
    if (outcome.kind === 'open') {
      source = opened;
      opened.location.replace(outcome.answer.url);
      return;
    }
    opened.close();
    explain(outcome);
  }

  function end(): void {
    if (isOver) return;
    isOver = true;
    relay.end();
  }

  addEventListener('message', ({ origin: from, source: sender, data }) => {
    if (from !== origin || sender !== source || isOver) return;
    const news = readNews(data);
    if (news !== null) {
      if (!hasSpoken) view.note(null);
      hasSpoken = true;
      relay.heard(news);
    } else if (isLeft(data)) {
      end();
      view.panel(words.left, []);
    }
  });
  addEventListener('pagehide', end);
  addEventListener('pageshow', ({ persisted }) => {
    // Back out of the browser's memory: the session in the LMS has ended.
    if (persisted) location.reload();
  });
  void open();
}

function isLeft(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === LEFT_COURSE;
}

document.documentElement.lang = navigator.language;
const found = findApi(window);
const lms = found === null ? null : openStubLms(found, () => Date.now());
if (found === null) view.panel(words.noLms, [words.noLmsWords]);
else if (lms === null) view.panel(words.notBegun, [words.notBegunWords]);
else run(lms);
