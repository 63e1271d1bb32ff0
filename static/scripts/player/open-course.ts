import type { LaunchAnswer, LaunchElsewhere } from '../../../server/standards/launch-contract.ts';
import type { LaunchClient, LaunchOutcome } from './launch-client.ts';
import type { LiveWindows } from './live-windows.ts';
import { createOutbox } from './outbox.ts';
import { backoffMs } from './outbox-queue.ts';
import type { OutboxStore } from './outbox-store.ts';
import { showBanner } from './page-banners.ts';
import type { PlayerData } from './page-data.ts';
import { actionButton, timeOf } from './page-elements.ts';
import { showPanel, showWaiting } from './page-panel.ts';
import { signInAgain } from './sign-in-again.ts';
import type { WayOut } from './way-out.ts';
import { say as fill, words } from './words.ts';

/** What opening a course needs. */
export interface OpenPorts {
  readonly data: PlayerData;
  readonly client: LaunchClient;
  readonly store: OutboxStore | null;
  readonly windows: LiveWindows;
  readonly way: WayOut;
  readonly delay: (ms: number, work: () => void) => () => void;
  /** The player's word while the person is asked something. */
  readonly say: (word: 'loading' | 'conflict' | 'error') => void;
}

/** Sends what earlier launches left on this device, then asks for a launch until there is one. */
export async function openCourse(ports: OpenPorts): Promise<LaunchAnswer> {
  const others = await ports.windows.others();
  await drain(ports, others.launches);
  let takeOver = false;
  for (;;) {
    ports.say('loading');
    showWaiting(words.opening);
    const { registration, mode, isNewAttempt } = ports.data;
    const outcome = await ports.client.launch({
      registration,
      mode,
      ...(takeOver && { takeOver }),
      ...(isNewAttempt && { newAttempt: true }),
    });
    if (outcome.kind === 'launched') return outcome.answer;
    if (outcome.kind === 'elsewhere') {
      // A window of this browser that does not answer any more was closed or has crashed: nobody is asked.
      const isDead = outcome.details.sameBrowser && !takeOver && !others.registrations.has(registration);
      if (!isDead) await askElsewhere(ports, outcome);
      takeOver = true;
    } else if (outcome.kind === 'signed-out') {
      await signIn(ports);
      await drain(ports, others.launches);
    } else await refuse(ports, outcome);
  }
}

/**
 * Rows of earlier launches of this person. Only the server knows whose a launch is: it renews the token of a person's own
 * and of no other, and what is another's is neither sent nor read.
 */
async function drain(ports: OpenPorts, playing: ReadonlySet<string>): Promise<void> {
  const { store, client, delay } = ports;
  const places = (await store?.places().catch(() => [])) ?? [];
  const launches = [...new Set(places.map(({ launchId }) => launchId))].filter((id) => !playing.has(id)).sort();
  if (store === null || launches.length === 0) return;
  const outbox = createOutbox({
    store,
    send: (row) => client.send(row),
    recover: async (launchId) => ((await claim(ports, launchId)) ? 'ok' : 'never'),
    delay,
    random: Math.random,
    changed: () => undefined,
  });
  for (const launchId of launches) {
    if (await claim(ports, launchId)) outbox.adopt(await store.rowsOf(launchId));
  }
  while (!(await outbox.settled(4000))) showWaiting(words.sending);
  if (outbox.isSuperseded) {
    tell(words.tooLate, words.tooLateWords);
  }
  // What was refused stays on the device: the server has not kept it.
  const { fault } = outbox;
  if (fault !== null) tell(words.earlierRefused, fault.words);
}

/**
 * Renews the token of a launch whose work lies on this device; false when it is another person's. It waits for the network
 * and for the person: a launch asked for before that work is sent would make it come too late.
 */
async function claim(ports: OpenPorts, launchId: string): Promise<boolean> {
  for (let failures = 1; ; failures += 1) {
    const answer = await ports.client.recover(launchId);
    if (answer === 'ok' || answer === 'never') return answer === 'ok';
    if (answer === 'wait') await signIn(ports);
    else {
      showWaiting(words.sendingAgain);
      await new Promise<void>((resolve) => ports.delay(backoffMs(failures, Math.random()), resolve));
    }
  }
}

function tell(strong: string, told: string): void {
  showBanner('earlier', { kind: 'warn', symbol: 'i-info', strong, words: told });
}

function askElsewhere(ports: OpenPorts, { details }: Extract<LaunchOutcome, { kind: 'elsewhere' }>): Promise<void> {
  ports.say('conflict');
  const saved =
    details.lastSavedAt === null ? '' : fill(words.savedThereAt, { time: timeOf(new Date(details.lastSavedAt)) });
  return new Promise((resolve) => {
    showPanel({
      title: words.openElsewhere,
      words: [[openedWords(details), words.oneWindow, saved].filter((one) => one !== '').join(' ')],
      actions: [actionButton(words.continueHere, 'btn', resolve), ports.way.action('btn line')],
    });
  });
}

function openedWords({ since, sameBrowser }: LaunchElsewhere): string {
  if (since === '') return sameBrowser ? words.openedHere : words.openedOther;
  return fill(sameBrowser ? words.openedHereAt : words.openedOtherAt, { time: timeOf(new Date(since)) });
}

function signIn(ports: OpenPorts): Promise<void> {
  const { client, data } = ports;
  // By a door nobody signs in here: what is asked for is a new way in, and the page waits in vain.
  if (data.door !== null) {
    const gone = { kind: 'refused', code: null, words: words.openAgain, help: words.openAgainWords } as const;
    return refuse(ports, gone);
  }
  return new Promise((resolve) => {
    const goOn = (): Promise<boolean> => {
      resolve();
      // What comes next asks once more where the server does not know the person.
      return Promise.resolve(true);
    };
    signInAgain({ client, data, words: words.signedOutSafe, goOn });
  });
}

function refuse(ports: OpenPorts, outcome: Extract<LaunchOutcome, { kind: 'refused' }>): Promise<void> {
  ports.say('error');
  return new Promise((resolve) => {
    showPanel({
      title: words.cannotOpen,
      words: [outcome.words, outcome.help].filter((one) => one !== ''),
      actions: [actionButton(words.tryAgain, 'btn', resolve), ports.way.action('btn line')],
    });
  });
}
