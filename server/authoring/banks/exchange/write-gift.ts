import type { BankItem, BankSource } from '../../../standards/module/index.ts';

/**
 * A bank as GIFT text: the objective is the category, ids and tags stand in a comment above the question, reasons are feedback by
 * answer, the rationale is the general feedback.
 */
export function writeGift(bank: BankSource): string {
  const ofObjective = (id: string): BankItem[] => bank.items.filter(({ objective }) => objective === id);
  const known = bank.objectives.map(({ id }) => id);
  const others = [...new Set(bank.items.map(({ objective }) => objective))].filter((id) => !known.includes(id));
  return [...known, ...others]
    .filter((id) => ofObjective(id).length > 0)
    .map((id) => [`$CATEGORY: ${bank.id}/${id}\n`, ...ofObjective(id).map(question)].join('\n'))
    .join('\n');
}

function question({ id, kind, difficulty, tags, retired, prompt, options, rationale }: BankItem): string {
  const marks = [
    `id:${id}`,
    `tag:kind:${kind}`,
    ...(difficulty === undefined ? [] : [`tag:difficulty:${difficulty}`]),
    ...(retired ? ['tag:state:retired'] : []),
    ...tags.map((tag) => `tag:${tag}`),
    `tag:options:${options.map((option) => option.id).join(' ')}`,
  ];
  return [
    `// ${marks.map((mark) => `[${mark}]`).join(' ')}`,
    `::${giftText(id)}::[markdown]${giftText(prompt)} {`,
    ...options.map(
      ({ text, correct, why }) => `${correct ? '=' : '~'}[plain]${giftText(text)}#[markdown]${giftText(why)}`,
    ),
    ...(rationale === undefined ? [] : [`####[markdown]${giftText(rationale)}`]),
    '}\n',
  ].join('\n');
}

/** A blank line ends a question and some signs mean something: both are written with a backslash. */
function giftText(text: string): string {
  return text
    .trim()
    .replaceAll(/[\\:#={}~]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
}
