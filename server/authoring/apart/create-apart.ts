import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../platform/index.ts';
import { readRuntime } from '../build/runtime-files.ts';
import type { BuildPolicy, BuildTarget } from '../build/build-target.ts';
import type { Issue } from '../issue.ts';
import type { SourceTree } from '../source-tree.ts';
import { plainTree, type ApartAnswer, type ApartTask, type BuiltDraft } from './apart-tasks.ts';

/**
 * Checks and builds in a process of their own: commits and pages go on meanwhile. Agencies take turns, and none waits for more
 * than one task of each other. Throws AppError `BUILDS_BUSY` (503), `DRAFT_TOO_LARGE` (422).
 */
export interface Apart {
  check(agencyId: string, tree: SourceTree, folder: string, today: string): Promise<readonly Issue[]>;
  /** `built` is null where an issue is an error. */
  build(
    agencyId: string,
    tree: SourceTree,
    asked: { folder: string; today: string; targets: readonly BuildTarget[]; policy: BuildPolicy },
  ): Promise<{ issues: readonly Issue[]; built: BuiltDraft | null }>;
  /** Page of a module that plays by itself and records nothing; null where the module cannot be read. */
  page(agencyId: string, tree: SourceTree, folder: string, module: string): Promise<string | null>;
  /** Ends the process; tasks that wait are refused. */
  close(): void;
}

/** What the process may take; specs ask for less. */
export interface ApartLimits {
  readonly longestMs: number;
  readonly heapMb: number;
  /** Tasks of one agency that wait at most. */
  readonly mostEach: number;
  /** Tasks of all agencies that wait at most: each holds a draft in memory. */
  readonly most: number;
  /** A process without work for so long is ended. */
  readonly idleMs: number;
}

const LIMITS: ApartLimits = { longestMs: 60_000, heapMb: 1024, mostEach: 4, most: 40, idleMs: 300_000 };

interface Waiting {
  readonly task: ApartTask;
  readonly resolve: (answer: ApartAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Makes it; the process is started by the first task and kept warm. */
export function createApart(root: string, limits: ApartLimits = LIMITS): Apart {
  /** Tasks that wait, by agency; the agency whose turn it is comes first. */
  const queues = new Map<string, Waiting[]>();
  let child: ChildProcess | null = null;
  let current: Waiting | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function start(): ChildProcess {
    // Run from source the file ends in .ts, run from the build in .js.
    const name = `./apart-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`;
    const made = fork(fileURLToPath(new URL(name, import.meta.url)), {
      // No environment: no secrets, nothing to inherit.
      env: {},
      execArgv: [
        ...process.execArgv.filter((flag) => !flag.startsWith('--inspect')),
        `--max-old-space-size=${limits.heapMb}`,
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // A server that stops does not wait for it; it ends with its channel.
    made.unref();
    made.channel?.unref();
    made.on('message', (message) => settle(made, message));
    made.once('error', (error) => end(made, error));
    made.once('exit', () => end(made, tooMuch()));
    return made;
  }

  function next(): void {
    clearTimeout(timer);
    if (isClosed || current !== null) return;
    const waiting = takeTurn();
    if (waiting === undefined) {
      timer = setTimeout(() => stop(), limits.idleMs);
      timer.unref();
      return;
    }
    current = waiting;
    child ??= start();
    const running = child;
    timer = setTimeout(() => end(running, tooMuch()), limits.longestMs);
    // While somebody waits for an answer the process is waited for.
    running.ref();
    running.channel?.ref();
    running.send(waiting.task, (error) => {
      if (error !== null) end(running, error);
    });
  }

  function settle(from: ChildProcess, message: unknown): void {
    if (from !== child || current === null) return;
    const { resolve, reject } = current;
    current = null;
    from.unref();
    from.channel?.unref();
    if (isAnswer(message)) resolve(message.answer);
    else reject(new Error(`The draft was not worked on: ${JSON.stringify(message)}`));
    next();
  }

  /** The process has ended or has to: whoever waits for its answer is told, and the others get a new one. */
  function end(ended: ChildProcess, error: Error): void {
    if (ended !== child) return;
    stop();
    const failed = current;
    current = null;
    failed?.reject(error);
    next();
  }

  function stop(): void {
    const ended = child;
    child = null;
    ended?.kill('SIGKILL');
  }

  /** The next task of the agency whose turn it is; the agency goes behind all others then. */
  function takeTurn(): Waiting | undefined {
    for (const [agencyId, queue] of queues) {
      queues.delete(agencyId);
      const taken = queue.shift();
      if (queue.length > 0) queues.set(agencyId, queue);
      return taken;
    }
    return undefined;
  }

  function work(agencyId: string, task: ApartTask): Promise<ApartAnswer> {
    if (isClosed) return Promise.reject(stopped());
    const queue = queues.get(agencyId) ?? [];
    const waiting = [...queues.values()].reduce((sum, { length }) => sum + length, 0);
    if (queue.length >= limits.mostEach || waiting >= limits.most) return Promise.reject(busy(queue.length, waiting));
    return new Promise((resolve, reject) => {
      queue.push({ task, resolve, reject });
      queues.set(agencyId, queue);
      if (current === null) next();
    });
  }

  return {
    async check(agencyId, tree, folder, today) {
      return (await work(agencyId, { kind: 'check', tree: plainTree(tree, false), folder, today })).issues;
    },
    async build(agencyId, tree, asked) {
      const runtime = await readRuntime(root);
      return work(agencyId, { kind: 'build', tree: plainTree(tree, true), runtime, ...asked });
    },
    async page(agencyId, tree, folder, module) {
      return (await work(agencyId, { kind: 'page', tree: plainTree(tree, false), folder, module })).page;
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      stop();
      for (const { reject } of [...(current === null ? [] : [current]), ...[...queues.values()].flat()])
        reject(stopped());
      queues.clear();
      current = null;
    },
  };
}

function isAnswer(message: unknown): message is { answer: ApartAnswer } {
  return typeof message === 'object' && message !== null && 'answer' in message;
}

function tooMuch(): AppError {
  return new AppError(
    'DRAFT_TOO_LARGE',
    422,
    'Working on this draft takes more time or memory than a course may take.',
    {
      help: 'Make it smaller: split the largest modules.',
    },
  );
}

function busy(own: number, all: number): AppError {
  const words =
    'Drafts are checked and built one after the other: {own} of your agency and {others} of others wait now.';
  return new AppError('BUILDS_BUSY', 503, words, {
    values: { own, others: all - own },
    help: 'Nothing was changed. Please try again in a moment.',
  });
}

function stopped(): AppError {
  return new AppError('BUILDS_BUSY', 503, 'The server stops, and checks and builds no drafts any more.', {
    help: 'Please try again in a moment.',
  });
}
