import type { LaunchClient } from './launch-client.ts';
import type { PageClock } from './page-clock.ts';

/** What the heart needs. */
export interface HeartPorts {
  readonly client: Pick<LaunchClient, 'heartbeat'>;
  readonly launchId: string;
  readonly clock: PageClock;
  readonly everyMs: number;
  readonly superseded: () => void;
  /** The token is worth nothing any more. */
  readonly recover: () => void;
}

/** Keeps a launch alive and reports engaged time; returns what stops it. */
export function startHeart(ports: HeartPorts): { beat: () => void; stop: () => void } {
  let isBusy = false;
  let isStopped = false;
  const beat = async (): Promise<void> => {
    if (isBusy || isStopped) return;
    isBusy = true;
    const { clock, client, launchId } = ports;
    const engagedMs = Math.floor(clock.unreportedMs);
    const visible = document.visibilityState === 'visible';
    const answer = await client.heartbeat(launchId, { engagedMs, visible, idle: clock.isPaused });
    isBusy = false;
    if (isStopped) return;
    if (answer.kind === 'alive') clock.settled(answer.answer.engagedMs, engagedMs);
    else if (answer.kind === 'superseded') ports.superseded();
    else if (answer.kind === 'recover') ports.recover();
  };
  const timer = setInterval(() => void beat(), ports.everyMs);
  return {
    beat: () => void beat(),
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
