import {
  decodeState,
  startState,
  type CompiledBlock,
  type ModuleInteraction,
  type QuestionBlock,
  type QuestionKey,
  type ScenarioBlock,
  type ScenarioKey,
  type ScoAnswers,
  type TestBlock,
  type TestKey,
} from '../../../server/standards/module/play.ts';
import { localGrader } from '../../../static/scripts/module/grader.ts';
import { noLms } from '../../../static/scripts/module/lms-link.ts';
import { ModulePlay } from '../../../static/scripts/module/module-play.ts';
import { responseTo, runOf, type Manner } from './scripted-officer.ts';

/** An officer who takes a module without a browser, in the run-time's own play, and may leave and come back at any moment. */
export class HeadlessOfficer {
  /** Everything that was recorded, over all sessions. */
  readonly recorded: ModuleInteraction[] = [];
  /** Suspend data and location that were kept last. */
  kept = { state: '', location: '' };
  play: ModulePlay;
  readonly #answers: ScoAnswers;
  readonly #manner: Manner;

  constructor(answers: ScoAnswers, manner: Manner) {
    this.#answers = answers;
    this.#manner = manner;
    this.play = this.#open();
  }

  /** Leaves, and comes back with nothing but what was kept. */
  comeBack(): void {
    this.play = this.#open();
  }

  /** Takes the whole module; `after` is called after every single thing that was done. */
  async take(after: (what: string) => void): Promise<void> {
    const { sections } = this.#answers.module;
    let left: string | null = null;
    for (const { id, blocks } of sections) {
      this.play.open(id, left);
      left = id;
      after(id);
      for (const block of blocks) await this.#work(block, (step) => after(`${block.id} ${step}`));
    }
    this.play.open(left ?? '', left);
    after('the end');
  }

  async #work(block: CompiledBlock, after: (step: string) => void): Promise<void> {
    const { [block.id]: key } = this.#answers.key.blocks;
    switch (block.type) {
      case 'video':
        for (const share of [block.require / 3, 1]) {
          this.play.markDone(block.id, { share, isDone: share >= block.require });
          after(String(share));
        }
        return;
      case 'policy':
      case 'worksheet':
        this.play.markDone(block.id, { isDone: true });
        return after('done');
      case 'reflection':
        this.play.writeReflection(block, 'I would say why we talk: “Are you okay?”');
        return after('written');
      case 'scenario':
      case 'dialogue':
        return this.#run(block, key as ScenarioKey, after);
      case 'test':
        return this.#test(block, key as TestKey, after);
      case 'choice':
      case 'multi':
      case 'numeric':
      case 'short':
      case 'sort':
      case 'match':
      case 'order':
        return this.#answer(block, key as QuestionKey, after);
      default:
    }
  }

  /** An answer in the manner, then one in the other. */
  async #answer(block: QuestionBlock, key: QuestionKey, after: (step: string) => void): Promise<void> {
    const other = this.#manner === 'best' ? 'worst' : 'best';
    for (const manner of [this.#manner, other] as const) {
      await this.play.answer(block, responseTo(block, key, manner));
      after(manner);
    }
  }

  /** A run to its ending, and the beginning of another. */
  async #run(block: ScenarioBlock, key: ScenarioKey, after: (step: string) => void): Promise<void> {
    const run = runOf(block, key, this.#manner);
    for (const choice of run) {
      await this.play.choose(block, choice);
      after(choice);
    }
    this.play.replay(block, 0);
    after('again');
    await this.play.choose(block, run[0] ?? '');
    after('again, one step');
  }

  /** A try to its result, and another that is only begun. */
  async #test(block: TestBlock, key: TestKey, after: (step: string) => void): Promise<void> {
    for (const isWhole of [true, false]) {
      await this.play.beginTest(block);
      after('drawn');
      for (const item of isWhole ? this.play.testOf(block).drawn : this.play.testOf(block).drawn.slice(0, 2)) {
        const [right = ''] = key.items[item]?.correct ?? [];
        const options = block.items.find(({ id }) => id === item)?.options ?? [];
        const wrong = options.find(({ id }) => id !== right)?.id ?? '';
        this.play.answerItem(block, item, this.#manner === 'best' ? right : wrong);
        after(item);
      }
      if (isWhole) await this.play.handIn(block);
      after('handed in');
    }
  }

  #open(): ModulePlay {
    const { module, key } = this.#answers;
    const state = this.kept.state === '' ? startState(module.language) : decodeState(module, this.kept.state, 'xx');
    const link = {
      ...noLms(),
      record: (interaction: ModuleInteraction) => void this.recorded.push(interaction),
      save: ({ state: text, location }: { state: string; location: string }) => {
        this.kept = { state: text, location };
        return true;
      },
    };
    return new ModulePlay({
      module,
      link,
      grader: localGrader(module, key, 'officer'),
      state,
      onSaved: () => undefined,
    });
  }
}
