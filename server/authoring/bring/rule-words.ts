import type { CompletionCondition, CompletionRule } from '../../standards/index.ts';

/** A rule as one sentence: "Passed when all of this holds: ...". */
export function ruleWords({ needs, conditions, gives }: CompletionRule): string {
  const what = gives === 'passed' ? 'Completed and passed' : 'Completed';
  const parts = conditions.map(conditionWords);
  const [only] = parts;
  if (parts.length === 1) return `${what} when ${only}.`;
  return `${what} when ${parts.slice(0, -1).join(', ')} ${needs === 'all' ? 'and' : 'or'} ${parts.at(-1)}.`;
}

function conditionWords(condition: CompletionCondition): string {
  switch (condition.kind) {
    case 'told':
      return 'the package calls itself completed or passed';
    case 'score':
      return `it tells a score of ${condition.least} or more`;
    case 'parts':
      return 'every part was opened';
    case 'pages':
      return condition.least === 1 ? 'it told a bookmark' : `it told ${condition.least} different bookmarks`;
    default:
      return condition.minutes === 1 ? 'one minute was spent in it' : `${condition.minutes} minutes were spent in it`;
  }
}
