import { allBlocks, readList, readPairs, type ScoAnswers } from '../../standards/module/index.ts';
import { firstOnly, type GivenAnswer } from './given-answer.ts';
import type { GradedLine, ToldLine } from './given-store.ts';

/** A line of what was graded as answers to items: one of a question, one for each item of a try of a test. */
export function givenAnswers(
  { module, key }: ScoAnswers,
  lines: readonly GradedLine[],
  times: readonly { readonly attemptId: string; readonly identifier: string; readonly latencyMs: number }[],
): GivenAnswer[] {
  const blocks = new Map(allBlocks(module).map((block) => [block.id, block]));
  const took = new Map(times.map(({ attemptId, identifier, latencyMs }) => [`${attemptId} ${identifier}`, latencyMs]));
  const latencyOf = (attemptId: string, item: string): number | null => took.get(`${attemptId} ${item}`) ?? null;
  const answers = lines.flatMap((line): GivenAnswer[] => {
    const { attemptId, block: id, kind, number, response, share } = line;
    const block = blocks.get(id);
    if (kind !== 'answer' || block === undefined || 'nodes' in block) return [];
    const answerKey = key.blocks[id];
    if (block.type !== 'test') {
      const chosen = block.type === 'multi' ? readList(response) : [response];
      const latencyMs = latencyOf(attemptId, id);
      return number === 1 ? [{ attempt: attemptId, sitting: attemptId, item: id, chosen, share, latencyMs }] : [];
    }
    const items = answerKey?.type === 'test' ? answerKey.items : {};
    return [...(readPairs(response) ?? [])].map(([item, option]) => ({
      attempt: attemptId,
      sitting: `${attemptId} ${id} ${number}`,
      item: `${id}_${item}`,
      chosen: [option],
      share: items[item]?.correct.join(',') === option ? 1 : 0,
      latencyMs: latencyOf(attemptId, `${id}_${item}`),
    }));
  });
  return firstOnly(answers);
}

/** Answers as a package told them; what it did not judge right or wrong is left out. */
export function toldAnswers(lines: readonly ToldLine[]): GivenAnswer[] {
  return firstOnly(
    lines
      .filter(({ result }) => ['correct', 'incorrect', 'wrong'].includes(result))
      .map(({ attemptId, identifier, response, result, latencyMs }) => ({
        attempt: attemptId,
        sitting: attemptId,
        item: identifier,
        chosen: [response],
        share: result === 'correct' ? 1 : 0,
        latencyMs,
      })),
  );
}
