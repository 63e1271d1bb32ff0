import { gzipSync } from 'node:zlib';
import { sha256Hex } from '../../../server/platform/index.ts';
import type { CommitRequest, EngineStateJson } from '../../../server/standards/index.ts';
import { commitPayload } from '../../../server/standards/index.ts';
import { anyText, type Dice, NUMBERS, TEXTS } from './dice.ts';

/** One request to a launch's routes: its route and the text of its body. */
export interface FuzzRequest {
  readonly route: 'commits' | 'heartbeat' | 'end' | 'beacon';
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the course of a launch knows, and the seqs that were used before. */
export interface CommitWorld {
  readonly is12: boolean;
  readonly scos: readonly string[];
  readonly token: string;
  /** A state that the engine itself made; null in SCORM 1.2. */
  readonly engineState: EngineStateJson | null;
  lastSeq: number;
  last: CommitRequest | null;
}

const ODD = [
  '\ud800',
  'a\udfff',
  '\0',
  'a\0b',
  '\u2028',
  '\ufeffx',
  '\u202e',
  '👩‍🚒',
  'ｅ́',
  '\u0001\u001f',
  '[.]',
  '[,]',
  '{lang=xx}a',
  '[:]0',
];
const WORDS =
  'passed failed completed incomplete browsed unknown suspend logout normal choice matching numeric correct wrong 0.5 1 100 PT5M 00:05:00 q1 q2 primary g store true-false'.split(
    ' ',
  );
const INDEXES = [
  '0',
  '1',
  '2',
  '3',
  '9',
  '250',
  '251',
  '999999',
  '-1',
  '01',
  '1e3',
  '4294967296',
  'n',
  '__proto__',
  '',
];
const LEAVES_12 = [
  'cmi.core.lesson_status', 'cmi.core.lesson_location', 'cmi.core.exit', 'cmi.core.score.raw', 'cmi.core.score.min', 'cmi.core.score.max',
  'cmi.core.session_time', 'cmi.core.total_time', 'cmi.core.entry', 'cmi.core.student_id', 'cmi.suspend_data', 'cmi.comments', 'cmi.launch_data',
  'cmi.student_preference.audio', 'cmi.student_data.mastery_score', 'cmi.objectives.N.id', 'cmi.objectives.N.status', 'cmi.objectives.N.score.raw',
  'cmi.interactions.N.id', 'cmi.interactions.N.type', 'cmi.interactions.N.student_response', 'cmi.interactions.N.result',
  'cmi.interactions.N.latency', 'cmi.interactions.N.time', 'cmi.interactions.N.weighting', 'cmi.interactions.N.objectives.N.id',
  'cmi.interactions.N.correct_responses.N.pattern', 'cmi.interactions._count', 'cmi',
]; // prettier-ignore
const LEAVES_2004 = [
  'cmi.completion_status', 'cmi.success_status', 'cmi.score.scaled', 'cmi.score.raw', 'cmi.score.min', 'cmi.score.max', 'cmi.progress_measure',
  'cmi.location', 'cmi.exit', 'cmi.session_time', 'cmi.total_time', 'cmi.suspend_data', 'cmi.learner_id', 'cmi.learner_preference.audio_level',
  'cmi.objectives.N.id', 'cmi.objectives.N.success_status', 'cmi.objectives.N.completion_status', 'cmi.objectives.N.score.scaled',
  'cmi.objectives.N.description', 'cmi.objectives.N.progress_measure', 'cmi.interactions.N.id', 'cmi.interactions.N.type',
  'cmi.interactions.N.learner_response', 'cmi.interactions.N.result', 'cmi.interactions.N.latency', 'cmi.interactions.N.timestamp',
  'cmi.interactions.N.weighting', 'cmi.interactions.N.description', 'cmi.interactions.N.objectives.N.id',
  'cmi.interactions.N.correct_responses.N.pattern', 'cmi.comments_from_learner.N.comment', 'adl.nav.request', 'adl.data.N.store', 'cmi',
]; // prettier-ignore

const NAMES = ['g', 'h', 'primary', '__proto__', 'constructor', 'toString', '', 'x'.repeat(1000), 'é', ...ODD];
const value = (dice: Dice): string => (dice.chance(0.2) ? dice.pick(ODD) : anyText(dice, WORDS));

/** Anything that JSON can say. */
function anyJson(dice: Dice, depth = 0): unknown {
  const kind = dice.below(depth > 3 ? 6 : 8);
  if (kind === 0) return null;
  if (kind === 1) return dice.chance(0.5);
  if (kind === 2) return dice.pick([0, -1, 1.5, 1e308, 2 ** 53, -0, 3, 2_000_000_000, 1e-320]);
  if (kind < 6) return value(dice);
  const many = Array.from({ length: dice.below(4) }, () => anyJson(dice, depth + 1));
  return kind === 6 ? many : ownEntries(many.map((one) => [dice.pick(NAMES), one]));
}

/** An object whose `__proto__` is a name like any other, as in JSON. */
function ownEntries<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries);
}

function anyRecord(dice: Dice, { is12 }: CommitWorld): Record<string, string> {
  const leaves = is12 ? LEAVES_12 : LEAVES_2004;
  const count = dice.chance(0.02) ? 5000 : dice.below(25);
  return ownEntries(
    Array.from({ length: count }, (_none, at): [string, string] => {
      const inOrder = String(Math.floor(at / 6));
      const name = dice.pick(leaves).replaceAll('N', () => (dice.chance(0.7) ? inOrder : dice.pick(INDEXES)));
      return [dice.chance(0.03) ? value(dice).slice(0, 4000) : name, value(dice)];
    }),
  );
}

function anyGlobals(dice: Dice): Record<string, unknown> {
  const fields = ['satisfied', 'measure', 'rawScore', 'minScore', 'maxScore', 'completed', 'progressMeasure'];
  const one = (): unknown =>
    dice.chance(0.2) ? anyJson(dice) : ownEntries(fields.map((field): [string, unknown] => [field, anyJson(dice)]));
  return ownEntries(Array.from({ length: dice.below(4) }, (): [string, unknown] => [dice.pick(NAMES), one()]));
}

function anyEngineState(dice: Dice, { engineState }: CommitWorld): string {
  const state = structuredClone(engineState ?? {});
  const parts: Record<string, unknown>[] = [state];
  for (let at = 0; at < parts.length && at < 200; at += 1) {
    for (const inner of Object.values(parts[at] ?? {})) if (isObject(inner)) parts.push(inner);
  }
  for (let changes = dice.below(5); changes > 0; changes -= 1) {
    const part = dice.pick(parts);
    const key = dice.pick([...Object.keys(part), 'extra']);
    part[key] = anyJson(dice);
  }
  const text = dice.chance(0.9) ? JSON.stringify(state) : dice.pick(['', 'null', '[]', '{', '7', ' '.repeat(2 ** 21)]);
  const packed = dice.chance(0.9) ? gzipSync(text) : Buffer.from(text.slice(0, 1000));
  return packed.toString('base64');
}

const isObject = (one: unknown): one is Record<string, unknown> => typeof one === 'object' && one !== null;

function anySeq(dice: Dice, world: CommitWorld): number {
  if (dice.chance(0.7)) return world.lastSeq + 1;
  return dice.pick([
    1,
    world.lastSeq,
    Math.max(1, world.lastSeq - 1),
    world.lastSeq + 7,
    2_000_000_000,
    1_999_999_999,
    0,
    -1,
    1.5,
    2 ** 31,
  ]);
}

function anyCommit(dice: Dice, world: CommitWorld): Record<string, unknown> {
  if (world.last !== null && dice.chance(0.08)) return { ...world.last };
  const rest: Omit<CommitRequest, 'sha256'> = {
    seq: anySeq(dice, world),
    final: dice.chance(0.2),
    trigger: dice.pick(['commit', 'finish', 'change', 'navigation', 'pagehide', 'replay']),
    scoId: dice.chance(0.95) ? dice.pick(world.scos) : value(dice).slice(0, 1000),
    cmi: anyRecord(dice, world),
    clientTime: dice.chance(0.9) ? '2026-11-23T16:42:00.000Z' : value(dice).slice(0, 40),
    ...(dice.chance(0.4) && { engineState: anyEngineState(dice, world) }),
    ...(dice.chance(0.3) && { globalObjectives: anyGlobals(dice) as CommitRequest['globalObjectives'] }),
    ...(dice.chance(0.3) && {
      sharedData: ownEntries([[dice.pick(['store', ...NAMES]), dice.chance(0.1) ? 'x'.repeat(64_001) : value(dice)]]),
    }),
  };
  const commit: Record<string, unknown> = { ...rest, sha256: sha256Hex(commitPayload(rest)) };
  if (dice.chance(0.8)) {
    if (rest.seq > world.lastSeq && rest.seq < 1_000_000) world.lastSeq = rest.seq;
    world.last = { ...rest, sha256: String(commit['sha256']) };
    return commit;
  }
  const key = dice.pick(Object.keys(commit));
  const change = dice.below(3);
  if (change === 0) delete commit[key];
  else if (change === 1) commit[dice.pick(NAMES)] = anyJson(dice);
  else commit[key] = typeof commit[key] === 'number' ? String(commit[key]) : anyJson(dice);
  return commit;
}

/** The next request that a hostile page would send. */
export function mangledRequest(dice: Dice, world: CommitWorld): FuzzRequest {
  const route = dice.chance(0.85) ? 'commits' : dice.pick(['heartbeat', 'end', 'beacon'] as const);
  const json = { 'content-type': 'application/json' };
  const body = bodyOf(dice, world, route);
  if (dice.chance(0.93)) return { route, body, headers: json };
  return dice.pick<() => FuzzRequest>([
    () => ({ route, body: body.slice(0, dice.below(body.length + 1)), headers: json }),
    () => ({ route, body: gzipSync(body), headers: { ...json, 'content-encoding': 'gzip' } }),
    () => ({ route, body: gzipSync(body).subarray(0, 30), headers: { ...json, 'content-encoding': 'gzip' } }),
    () => ({ route, body, headers: { ...json, 'content-encoding': dice.pick(['gzip', 'br', 'deflate', 'x', '']) } }),
    () => ({ route, body: Buffer.from(body, 'utf16le'), headers: json }),
    () => ({ route, body: Buffer.from([0xff, 0xfe, 0x7b, 0x80, 0x7d]), headers: json }),
    () => ({ route, body: `\ufeff${body}`, headers: { 'content-type': dice.pick(['text/plain', 'x', '']) } }),
    () => ({ route, body: dice.pick(['[', '{"a":', '['.repeat(100), ...NUMBERS, ...TEXTS]), headers: json }),
    () => ({ route, body: '[{"a":'.repeat(dice.pick([30, 40, 20_000])), headers: json }),
  ])();
}

function bodyOf(dice: Dice, world: CommitWorld, route: FuzzRequest['route']): string {
  if (route === 'commits') return JSON.stringify(anyCommit(dice, world));
  if (route === 'beacon') {
    const commits = Array.from({ length: dice.below(4) }, () => anyCommit(dice, world));
    const token = dice.chance(0.9) ? world.token : value(dice);
    return JSON.stringify({ token, commits: dice.chance(0.9) ? commits : anyJson(dice), leaving: dice.chance(0.3) });
  }
  if (route === 'end') {
    return JSON.stringify({
      reason: dice.chance(0.8) ? dice.pick(['exit', 'suspended', 'ended', 'abandoned']) : anyJson(dice),
    });
  }
  const engagedMs = dice.chance(0.5) ? dice.below(60_000) : anyJson(dice);
  return JSON.stringify({ engagedMs, visible: dice.chance(0.9) ? true : anyJson(dice), idle: false });
}
