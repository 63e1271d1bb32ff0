import { answerTimeWords, countWords } from '../time-words.ts';
import { answerHead, fewWords, partChoices, percentWords, queryOf } from './answer-head-view.ts';
import type { AnswersWanted } from './answer-input.ts';
import { FEWEST, type ItemFigures } from './item-analysis.ts';
import type { ItemText } from './item-texts.ts';
import type { PlayedPart, TakenCourse } from './taken-course.ts';

const LOW_SHARE = 0.4;
const HIGH_SHARE = 0.95;
const WEAK = 0.15;
const LONGEST_SHOWN = 160;

const SORTS: readonly (readonly [AnswersWanted['sort'], string])[] = [
  ['order', 'As in the course'],
  ['hard', 'Hardest first'],
  ['weak', 'Weakest discrimination first'],
];

/** Whether there are answers enough to say anything. */
const isEnough = (one: ItemFigures | null): one is ItemFigures => one !== null && one.answers >= FEWEST;

/** The questions of one part, each with its figures. */
export function itemsView(
  course: TakenCourse,
  found: {
    readonly parts: readonly PlayedPart[];
    readonly part: PlayedPart | null;
    readonly texts: readonly ItemText[];
    readonly figures: readonly ItemFigures[];
  },
  { sort }: AnswersWanted,
) {
  const { parts, part, texts, figures } = found;
  const head = answerHead(course, 'items', part?.id ?? null);
  const byItem = new Map(figures.map((one) => [one.item, one]));
  const lines = texts.map((text) => ({ text, own: byItem.get(text.id) ?? null }));
  const rank = ({ own }: (typeof lines)[number]): number => {
    if (sort === 'order') return 0;
    if (!isEnough(own)) return 9;
    return sort === 'hard' ? own.shareRight : (own.discrimination ?? 8);
  };
  const version = course.chosen?.number ?? null;
  return {
    ...head,
    parts: partChoices(parts, part?.id ?? null),
    sorts: SORTS.map(([value, label]) => ({ value, label, isChosen: value === sort })),
    hasItems: texts.length > 0,
    partTitle: part?.title ?? '',
    rows: lines
      .toSorted((one, other) => rank(one) - rank(other))
      .map(({ text, own }) => ({
        href: `/courses/${course.courseId}/results/item${queryOf({ version, part: part?.id ?? null, item: text.id })}`,
        prompt: shortened(text.prompt),
        answers: String(own?.answers ?? 0),
        ...(isEnough(own) ? told(own) : untold(own)),
      })),
  };
}

/** One question: its text, its figures, and what was answered how often. */
export function itemView(
  course: TakenCourse,
  found: {
    readonly version: number;
    readonly part: PlayedPart;
    readonly text: ItemText;
    readonly figures: ItemFigures | null;
    /** Where an author retires it; null where it is in no bank of a draft. */
    readonly bankHref: string | null;
  },
) {
  const { version, part, text, figures, bankHref } = found;
  const { courseId, title } = course;
  const answers = figures?.answers ?? 0;
  const numbers = isEnough(figures) ? told(figures) : untold(figures);
  return {
    courseId,
    title,
    backHref: `/courses/${courseId}/results/items${queryOf({ version, part: part.id })}`,
    bankHref,
    prompt: text.prompt,
    line: `${part.title}. Version ${version}, ${countWords(answers, 'answer')}`,
    marks: numbers.marks,
    facts: isEnough(figures)
      ? [
          { label: 'Right', value: numbers.share },
          { label: 'Discrimination', value: numbers.discrimination },
          { label: 'Half took less than', value: numbers.time },
        ]
      : [],
    few: isEnough(figures) ? null : fewWords(answers, FEWEST),
    meaning: isEnough(figures) ? meaningOf(figures) : null,
    rows: isEnough(figures) ? answerRows(text, figures) : [],
    hasOptions: text.options !== null,
  };
}

function answerRows(text: ItemText, { chosen, answers }: ItemFigures) {
  const counts = new Map(chosen.map(({ response, count }) => [response, count]));
  const rows =
    text.options?.map(({ id, text: words, isRight }) => ({ words, isRight, count: counts.get(id) ?? 0 })) ??
    chosen.slice(0, 10).map(({ response, count }) => ({
      words: text.sayResponse(response) || 'No answer',
      isRight: text.isRight(response),
      count,
    }));
  const right = Math.max(0, ...rows.filter(({ isRight }) => isRight).map(({ count }) => count));
  const byCount = rows.toSorted((one, other) => other.count - one.count || (one.words < other.words ? -1 : 1));
  return byCount.map(({ words, isRight, count }) => ({
    words: shortened(words, 400),
    isRight,
    count: String(count),
    share: percentWords(count / answers),
    width: Math.round((100 * count) / answers),
    isTempting: !isRight && count > right,
  }));
}

function told({ shareRight, discrimination, medianMs }: ItemFigures) {
  const isLow = shareRight < LOW_SHARE;
  return {
    few: null,
    share: percentWords(shareRight),
    width: Math.round(shareRight * 100),
    discrimination: discrimination === null ? 'Not to be said' : signed(discrimination),
    time: medianMs === null ? 'Not told' : answerTimeWords(medianMs),
    marks: [
      ...(isLow ? ['Few get it right'] : []),
      ...(shareRight > HIGH_SHARE ? ['Nearly all get it right'] : []),
      ...(discrimination !== null && discrimination < 0 ? ['Negative discrimination'] : []),
      ...(discrimination !== null && discrimination >= 0 && discrimination < WEAK ? ['Tells few apart'] : []),
    ],
  };
}

function untold(own: ItemFigures | null) {
  return { few: fewWords(own?.answers ?? 0, FEWEST), share: '', width: 0, discrimination: '', time: '', marks: [] };
}

function meaningOf({ discrimination }: ItemFigures): string {
  if (discrimination === null)
    return 'Discrimination needs five people who answered other questions too, not all alike.';
  if (discrimination < 0) {
    return 'Those who did better in the other questions got this one wrong more often: look at its text, its key and its wrong answers.';
  }
  return discrimination < WEAK
    ? 'Who gets this one right did hardly better in the other questions than who gets it wrong.'
    : 'Who gets this one right did better in the other questions too.';
}

/** `+0.42`, `−0.18` */
function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : `+${text}`;
}

function shortened(text: string, most = LONGEST_SHOWN): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
