import { formFields, UNTOUCHED, type Refused } from '../../agencies/index.ts';
import type { DraftRow } from '../drafts/draft-model.ts';
import type { ItemFilter } from './bank-input.ts';
import type { OpenBank } from './bank-service.ts';
import { blueprintOf, type Blueprint } from './blueprint.ts';
import type { BankDraw, LooseBank, LooseItem } from './loose-bank.ts';

const A_PAGE = 50;
const WORDS = 140;

/** Model of `authoring/banks`. */
export function bankListView(
  {
    draft,
    banks,
  }: {
    readonly draft: DraftRow;
    readonly banks: readonly { id: string; bank: LooseBank; draws: readonly BankDraw[] }[];
  },
  refused: Refused,
) {
  return {
    id: draft.id,
    title: draft.title,
    isRetired: draft.state === 'retired',
    banks: banks.map(({ id, bank, draws }) => ({
      id,
      title: bank.title || id,
      meta: [countWords(bank.items.length, 'question'), `${bank.objectives.length} objectives`, usedWords(draws)],
    })),
    fields: formFields(
      {
        title: { label: 'Title', most: 400 },
        id: {
          label: 'Short name',
          most: 40,
          isOptional: true,
          hint: 'Made of the title where you leave it empty. Small letters, digits, hyphens, as in “final”. It stays.',
        },
      },
      refused,
    ),
  };
}

/** Model of `authoring/bank`. */
export function bankView(opened: OpenBank, filter: ItemFilter, refused: Refused, form = 'objectives') {
  const refusedIn = (name: string): Refused => (form === name ? refused : UNTOUCHED);
  const { draft, id, bank, draws, modules } = opened;
  const found = bank.items.filter((item) => isShown(item, filter));
  const pages = Math.max(1, Math.ceil(found.length / A_PAGE));
  const page = Math.min(filter.page, pages);
  const shown = found.slice((page - 1) * A_PAGE, page * A_PAGE);
  const objectives = new Map(bank.objectives.map((one) => [one.id, one.text]));
  const address = `/author/drafts/${draft.id}/banks/${id}`;
  const pageAddress = (number: number): string =>
    `${address}?${new URLSearchParams({ ...words(filter), page: String(number) }).toString()}`;
  return {
    draftId: draft.id,
    draftTitle: draft.title,
    isRetired: draft.state === 'retired',
    id,
    title: bank.title || id,
    lead: [countWords(bank.items.filter(({ isRetired }) => !isRetired).length, 'question'), usedWords(draws)].join(
      '. ',
    ),
    items: shown.map((item) => ({
      id: item.id,
      prompt: brief(item.prompt),
      objective: objectives.get(item.objective) ?? item.objective,
      meta: [
        item.id,
        item.kind === 'scenario' ? 'Situation' : 'Knowledge',
        ...(item.difficulty === '' ? [] : [item.difficulty]),
      ],
      tags: item.tags,
      isRetired: item.isRetired,
      isSound: item.isSound,
    })),
    foundWords:
      found.length === bank.items.length ? null : `${found.length} of ${bank.items.length} questions are shown.`,
    isEmpty: bank.items.length === 0,
    pager: {
      isNeeded: pages > 1,
      words: `Page ${page} of ${pages}`,
      previous: page > 1 ? pageAddress(page - 1) : null,
      next: page < pages ? pageAddress(page + 1) : null,
    },
    filters: filtersOf(bank, filter),
    ...blueprintView(blueprintOf(bank, draws), bank, refusedIn),
    objectiveFields: formFields(
      {
        text: {
          label: 'What the officer can do',
          most: 400,
          hint: 'Begins with a verb that can be seen: Choose, Explain, Decide.',
        },
        id: {
          label: 'Short name',
          most: 40,
          isOptional: true,
          hint: 'Made of these words where you leave it empty. Small letters, digits, hyphens, as in “first-words”.',
        },
        module: {
          label: 'Module that teaches it',
          options: modules.map((one) => ({ value: one.id, label: one.title })),
        },
      },
      refusedIn('objectives'),
      'objective-',
    ),
    canAdd: bank.objectives.length > 0,
  };
}

function isShown(item: LooseItem, { objective, tag, kind, difficulty, state }: ItemFilter): boolean {
  if (state === '' && item.isRetired) return false;
  if (state === 'retired' && !item.isRetired) return false;
  return (
    (objective === '' || item.objective === objective) &&
    (tag === '' || item.tags.includes(tag)) &&
    (kind === '' || item.kind === kind) &&
    (difficulty === '' || item.difficulty === difficulty)
  );
}

function filtersOf({ objectives, items }: LooseBank, filter: ItemFilter) {
  const tags = [...new Set(items.flatMap((item) => item.tags))].sort((a, b) => a.localeCompare(b, 'en'));
  const choice = (
    name: keyof ItemFilter,
    label: string,
    all: string,
    values: readonly (readonly [string, string])[],
  ) => ({
    name,
    label,
    options: [['', all] as const, ...values].map(([value, text]) => ({
      value,
      label: text,
      isChosen: value === filter[name],
    })),
  });
  return [
    choice(
      'objective',
      'Objective',
      'All objectives',
      objectives.map(({ id, text }) => [id, brief(text, 60)]),
    ),
    choice(
      'tag',
      'Tag',
      'All tags',
      tags.map((tag) => [tag, tag]),
    ),
    choice('kind', 'Kind', 'Both kinds', KINDS),
    choice('difficulty', 'Difficulty', 'Any', DIFFICULTIES),
    choice('state', 'State', 'In use', [
      ['retired', 'Retired'],
      ['all', 'All'],
    ]),
  ];
}

/** Kinds of items as people name them. */
export const KINDS = [
  ['knowledge', 'Knowledge'],
  ['scenario', 'Situation'],
] as const;

/** How hard an item is. */
export const DIFFICULTIES = [
  ['easy', 'Easy'],
  ['medium', 'Medium'],
  ['hard', 'Hard'],
] as const;

function blueprintView({ draws, rows }: Blueprint, bank: LooseBank, refusedIn: (form: string) => Refused) {
  /** What was typed into the form of one draw or objective, and of no other. */
  const own = (form: string, fits: (typed: Refused['typed']) => boolean): Refused =>
    fits(refusedIn(form).typed) ? refusedIn(form) : UNTOUCHED;
  return {
    draws: draws.map(({ module, block, title, total, scenario, tries, faults }) => ({
      title,
      module,
      block,
      isOpen: own('draw', (typed) => typed['module'] === module && typed['block'] === block).typed !== UNTOUCHED.typed,
      fields: formFields(
        {
          total: { label: 'Questions in a try', type: 'number', start: String(total) },
          scenario: {
            label: 'At least so many of a hundred are situations',
            type: 'number',
            start: String(Math.round(scenario * 100)),
          },
        },
        own('draw', (typed) => typed['module'] === module && typed['block'] === block),
        `draw-${module}-${block}-`,
      ),
      words: `Draws ${total}${scenario > 0 ? `, at least ${Math.ceil(total * scenario)} of them situations` : ''}. ${triesWords(tries)}`,
      faults,
    })),
    objectives: bank.objectives.map(({ id, text }) => {
      const used = bank.items.filter(({ objective }) => objective === id).length;
      const changing = own('objectives/change', (typed) => typed['objective'] === id);
      const removing = own('objectives/remove', (typed) => typed['objective'] === id);
      return {
        id,
        text: text || id,
        used: used === 0 ? 'No question serves it' : `${countWords(used, 'question')} of this bank`,
        isUsed: used > 0,
        isOpen: changing !== UNTOUCHED || removing !== UNTOUCHED,
        fault: removing.faults['objective'] ?? changing.faults['objective'] ?? null,
        fields: formFields(
          {
            text: { label: 'What the officer can do', most: 400, start: text },
            id: { label: 'Short name', most: 40, start: id, hint: 'All questions that serve it follow.' },
          },
          changing,
          `objective-${id}-`,
        ),
      };
    }),
    blueprint: rows.map(({ id, text, knowledge, scenario, retired, shares, missing }) => ({
      id,
      text: text || id,
      knowledge,
      scenario,
      retired,
      shares: shares.map((share, at) => ({
        label: draws[at]?.title ?? '',
        words: `${share.knowledge + share.scenario}${share.scenario > 0 ? ` (${countWords(share.scenario, 'situation')})` : ''}`,
      })),
      missing: missing === 0 ? null : `${missing} more needed`,
    })),
  };
}

function triesWords(tries: number): string {
  if (tries === 0) return 'It cannot be drawn like this yet.';
  if (tries === 1) return 'One try without a repeated question.';
  return `${tries} tries without a repeated question.`;
}

function usedWords(draws: readonly BankDraw[]): string {
  return draws.length === 0 ? 'No test draws from it' : `Used by: ${draws.map(({ title }) => title).join(', ')}`;
}

function countWords(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function words({ objective, tag, kind, difficulty, state }: ItemFilter): Record<string, string> {
  return { objective, tag, kind, difficulty, state };
}

/** The beginning of a text on one line. */
export function brief(text: string, most = WORDS): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most)}…`;
}
