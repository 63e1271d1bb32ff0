import {
  allBlocks,
  drawTest,
  gradeQuestion,
  gradeRun,
  gradeTest,
  pretestItems,
  type AnswerKey,
  type CompiledModule,
  type Graded,
  type Response,
} from '../../../server/standards/module/play.ts';

/** Who says what is right: the page itself in exported packages, our server in our own. */
export interface Grader {
  /** Grades the answer to a block; rejects with `GraderError` where it cannot be had now. */
  grade(asked: Asked): Promise<Told>;
  /** Draws the items of a try of a test. */
  draw(block: string, attempt: number, seen: readonly string[]): Promise<readonly string[]>;
}

/** A grade; `given` is the response that counts, where an earlier one was stored. */
export type Told = Graded & { readonly given?: Response };

/** An answer that is to be graded. */
export interface Asked {
  readonly block: string;
  readonly response: Response;
  /** Number of the try or run, from 1. */
  readonly attempt: number;
  /** Items of the try of a test. */
  readonly drawn?: readonly string[];
}

/** Why there is no grade: `waiting` for the network, or `refused` with a sentence. */
export class GraderError extends Error {
  readonly kind: 'waiting' | 'refused';

  constructor(kind: 'waiting' | 'refused', words: string) {
    super(words);
    this.kind = kind;
  }
}

/** Grades with the answers that the package carries. */
export function localGrader(module: CompiledModule, key: AnswerKey, seed: string): Grader {
  const blocks = new Map(allBlocks(module).map((block) => [block.id, block]));
  return {
    async grade({ block: id, response, drawn = [] }) {
      const block = blocks.get(id);
      const own = key.blocks[id];
      const graded = block === undefined || own === undefined ? null : gradeBlock(block, own, response, drawn);
      if (graded === null) throw new GraderError('refused', 'This answer is not one that the question offers.');
      return graded;
    },
    async draw(id, attempt, seen) {
      const block = blocks.get(id);
      if (block?.type !== 'test') return [];
      // The seed of the pre-test's first try, as its own page has it.
      const before = pretestItems(block, (pretest) => `${seed} ${pretest.module} 1`);
      return drawTest(block, `${seed} ${module.id} ${attempt}`, [...seen, ...before]);
    },
  };
}

function gradeBlock(
  block: ReturnType<typeof allBlocks>[number],
  key: AnswerKey['blocks'][string],
  response: Response,
  drawn: readonly string[],
): Graded | null {
  switch (block.type) {
    case 'scenario':
    case 'dialogue':
      return key.type === 'scenario' ? gradeRun(block, key, response) : null;
    case 'test':
      return key.type === 'test' ? gradeTest(block, key, drawn, response) : null;
    case 'choice':
    case 'multi':
    case 'numeric':
    case 'short':
    case 'sort':
    case 'match':
    case 'order':
      return key.type === 'scenario' || key.type === 'test' ? null : gradeQuestion(block, key, response);
    default:
      return null;
  }
}
