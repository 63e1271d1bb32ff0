import {
  allBlocks,
  decisionInteraction,
  encodeState,
  itemInteraction,
  questionInteraction,
  readList,
  readPairs,
  reflectionInteraction,
  runScenario,
  scoreModule,
  stateOf,
  withBlock,
  writePairs,
  type CompiledModule,
  type Graded,
  type ModuleScore,
  type ModuleState,
  type QuestionBlock,
  type QuestionState,
  type ReflectionBlock,
  type ScenarioBlock,
  type ScenarioState,
  type TestBlock,
  type TestState,
} from '../../../server/standards/module/play.ts';
import type { Grader, Told } from './grader.ts';
import type { LmsLink } from './lms-link.ts';

/** Longest time that counts for one answer, ms. */
const MOST_LATENCY_MS = 60 * 60 * 1000;

interface Parts {
  readonly module: CompiledModule;
  readonly link: LmsLink;
  readonly grader: Grader;
  readonly state: ModuleState;
  /** Told after each save whether the system took it all. */
  readonly onSaved: (isKept: boolean) => void;
}

/** A module being played: every change goes through here, is saved at once and recorded where it counts. */
export class ModulePlay {
  readonly module: CompiledModule;
  readonly #parts: Parts;
  #state: ModuleState;
  #lastAt = Date.now();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.module = parts.module;
    this.#state = parts.state;
  }

  get state(): ModuleState {
    return this.#state;
  }

  get score(): ModuleScore {
    return scoreModule(this.module, this.#state);
  }

  get mode(): LmsLink['mode'] {
    return this.#parts.link.mode;
  }

  /** Keeps everything now; the system may be gone the next moment. */
  save(): void {
    const { link, onSaved } = this.#parts;
    onSaved(
      link.save({ state: encodeState(this.module, this.#state), location: this.#state.section, score: this.score }),
    );
  }

  /** Keeps everything and ends the session. */
  end(): void {
    this.save();
    this.#parts.link.end();
  }

  /** Shows a section; the one that was left counts as seen. */
  open(section: string, left: string | null): void {
    const seen = left === null || this.#state.seen.includes(left) ? this.#state.seen : [...this.#state.seen, left];
    this.#lastAt = Date.now();
    this.#change({ ...this.#state, section, seen });
  }

  setLanguage(language: string): void {
    this.#change({ ...this.#state, language });
  }

  setUntimed(): void {
    this.#change({ ...this.#state, untimed: true });
  }

  /** Marks what was read, watched, acknowledged or thought over. */
  markDone(id: string, told: { isDone?: boolean; share?: number; text?: string }): void {
    const before = stateOf(this.#state, id, 'done') ?? { kind: 'done', isDone: false, share: 0, text: '' };
    this.#change(withBlock(this.#state, id, { ...before, ...told }));
  }

  /** Keeps a reflection that is not private. */
  writeReflection(block: ReflectionBlock, text: string): void {
    if (!block.isPrivate) this.#parts.link.record(reflectionInteraction(block, text, this.#when()));
    this.markDone(block.id, { isDone: true, text: block.isPrivate ? '' : text });
  }

  /** Grades an answer to a question; the first one counts and is recorded: the one that the grader has, where it has another. */
  async answer(block: QuestionBlock, response: string): Promise<Graded> {
    const before = stateOf(this.#state, block.id, 'question');
    const tries = (before?.tries ?? 0) + 1;
    const graded = await this.#parts.grader.grade({ block: block.id, response, attempt: tries });
    const { given = response, share } = graded;
    if (before === undefined) this.#parts.link.record(questionInteraction(block, given, graded, this.#when()));
    const first: QuestionState = { kind: 'question', first: given, last: given, tries: 1, share };
    this.#change(withBlock(this.#state, block.id, before ? { ...before, last: response, tries } : first));
    return graded;
  }

  /** What was said of the last answer; it changes nothing. */
  async recall(block: QuestionBlock): Promise<Graded | null> {
    const before = stateOf(this.#state, block.id, 'question');
    if (before === undefined || before.last === '') return null;
    return this.#parts.grader.grade({ block: block.id, response: before.last, attempt: before.tries });
  }

  /** Makes the next choice of a run; decisions of the first run are recorded. */
  async choose(block: ScenarioBlock, choice: string): Promise<Graded> {
    const before = this.scenarioOf(block);
    const response = [...before.now, choice].join(',');
    const runs = Math.max(1, before.runs);
    const graded = await this.#parts.grader.grade({ block: block.id, response, attempt: runs });
    const isFirst = !before.hasEnded;
    const now = readList(graded.given ?? response);
    const known = now.findIndex((one, at) => one !== before.now[at]);
    const steps = known < 0 ? [] : (runScenario(block, now)?.steps.slice(known) ?? []);
    for (const step of isFirst ? steps : []) {
      this.#parts.link.record(decisionInteraction(block, step, this.#when()));
    }
    const { ending } = graded;
    const ended = isFirst && ending ? { first: now, hasEnded: true } : {};
    const isCounted = ending !== undefined && (isFirst || (block.counts === 'best' && graded.share > before.share));
    const counted = isCounted ? { passed: ending.passed, share: graded.share } : {};
    this.#change(withBlock(this.#state, block.id, { ...before, ...ended, ...counted, now, runs }));
    return graded;
  }

  /** What was said of the run so far; it changes nothing. */
  async recallRun(block: ScenarioBlock, choices: readonly string[], run: number): Promise<Graded | null> {
    if (choices.length === 0) return null;
    return this.#parts.grader.grade({ block: block.id, response: choices.join(','), attempt: run });
  }

  /** Begins another run that keeps the first `steps` choices of this one. */
  replay(block: ScenarioBlock, steps: number): void {
    const before = this.scenarioOf(block);
    const now = before.now.slice(0, steps);
    this.#change(withBlock(this.#state, block.id, { ...before, now, runs: before.runs + 1 }));
  }

  scenarioOf({ id }: ScenarioBlock): ScenarioState {
    const none = { first: [], hasEnded: false, share: 0, passed: false, now: [], runs: 0 };
    return stateOf(this.#state, id, 'scenario') ?? { kind: 'scenario', ...none };
  }

  testOf({ id }: TestBlock): TestState {
    const none = { tries: [], seen: [], drawn: [], answers: {}, isHandedIn: false };
    return stateOf(this.#state, id, 'test') ?? { kind: 'test', ...none };
  }

  /** Begins a try: items that were not seen before, as long as the bank allows. */
  async beginTest(block: TestBlock): Promise<void> {
    const before = this.testOf(block);
    const seen = [...new Set([...before.seen, ...before.drawn])];
    const drawn = await this.#parts.grader.draw(block.id, before.tries.length + 1, seen);
    this.#change(withBlock(this.#state, block.id, { ...before, seen, drawn, answers: {}, isHandedIn: false }));
  }

  /** Keeps the answer to an item; it can be changed until the test is handed in. */
  answerItem(block: TestBlock, item: string, option: string): void {
    const before = this.testOf(block);
    this.#change(withBlock(this.#state, block.id, { ...before, answers: { ...before.answers, [item]: option } }));
  }

  /** Hands the test in; every item is recorded. */
  async handIn(block: TestBlock): Promise<Graded> {
    const before = this.testOf(block);
    const graded = await this.#gradeTest(block, before, before.tries.length + 1);
    const answers = graded.given === undefined ? before.answers : Object.fromEntries(readPairs(graded.given) ?? []);
    const correct = readPairs(graded.correct) ?? new Map<string, string>();
    const latencyMs = this.#when().latencyMs / Math.max(1, before.drawn.length);
    for (const item of block.items.filter(({ id }) => before.drawn.includes(id))) {
      const answer = { option: answers[item.id] ?? '', correct: correct.get(item.id) ?? '' };
      this.#parts.link.record(itemInteraction(block, item, answer, { latencyMs, at: new Date() }));
    }
    const { right = 0, total = 0, passed = null } = graded.test ?? {};
    const tries = [...before.tries, { right, total, passed }];
    this.#change(withBlock(this.#state, block.id, { ...before, tries, answers, isHandedIn: true }));
    return graded;
  }

  /** What was said of the test that was handed in last; it changes nothing. */
  async recallTest(block: TestBlock): Promise<Graded> {
    const before = this.testOf(block);
    return this.#gradeTest(block, before, before.tries.length);
  }

  /** Blocks by id, for views that point at one. */
  blockCalled(id: string): ReturnType<typeof allBlocks>[number] | undefined {
    return allBlocks(this.module).find((block) => block.id === id);
  }

  #gradeTest(block: TestBlock, { drawn, answers }: TestState, attempt: number): Promise<Told> {
    const response = writePairs(drawn.map((item) => [item, answers[item] ?? ''] as const));
    return this.#parts.grader.grade({ block: block.id, response, attempt, drawn });
  }

  #when(): { latencyMs: number; at: Date } {
    const latencyMs = Math.min(MOST_LATENCY_MS, Date.now() - this.#lastAt);
    this.#lastAt = Date.now();
    return { latencyMs, at: new Date() };
  }

  #change(state: ModuleState): void {
    this.#state = state;
    this.save();
  }
}
