import type { CourseResult } from './runtime-record.ts';

/** One thing that a completion rule asks of an attempt. */
export type CompletionCondition =
  /** The package itself calls the course completed or passed. */
  | { readonly kind: 'told' }
  /** Score of at least so many of 100. */
  | { readonly kind: 'score'; readonly least: number }
  /** Every part was opened. */
  | { readonly kind: 'parts' }
  /** The package told at least so many different bookmarks. */
  | { readonly kind: 'pages'; readonly least: number }
  /** So many minutes in which the page was visible and used. */
  | { readonly kind: 'engaged'; readonly minutes: number };

/** When an attempt at a package counts as done, where its own word is not enough; an instructor accepted it by name. */
export interface CompletionRule {
  readonly needs: 'all' | 'any';
  readonly conditions: readonly CompletionCondition[];
  readonly gives: 'passed' | 'completed';
}

/** A rule as it was accepted: `number` counts from 1 within the version. */
export interface AcceptedRule extends CompletionRule {
  readonly id: string;
  readonly number: number;
}

/** What is known of an attempt when its rule is judged. */
export interface CompletionFacts {
  /** What the package says, rolled up by its standard. */
  readonly told: CourseResult;
  readonly partsOpened: number;
  readonly parts: number;
  /** Different bookmarks. */
  readonly pages: number;
  /** ms */
  readonly engagedMs: number;
}

/** Whether the facts meet a rule; pure, the same live and in a rebuild. */
export function meetsRule({ needs, conditions }: CompletionRule, facts: CompletionFacts): boolean {
  const isMet = (condition: CompletionCondition): boolean => meetsCondition(condition, facts);
  if (conditions.length === 0) return false;
  return needs === 'all' ? conditions.every(isMet) : conditions.some(isMet);
}

/** The score of a result as so many of 100; null without one. */
export function scoreOf100({ scoreScaled, scoreRaw }: Pick<CourseResult, 'scoreScaled' | 'scoreRaw'>): number | null {
  return scoreScaled === null ? scoreRaw : Math.round(scoreScaled * 1e6) / 1e4;
}

function meetsCondition(condition: CompletionCondition, facts: CompletionFacts): boolean {
  switch (condition.kind) {
    case 'told':
      return facts.told.completion === 'completed' || facts.told.success === 'passed';
    case 'score':
      return (scoreOf100(facts.told) ?? -1) >= condition.least;
    case 'parts':
      return facts.parts > 0 && facts.partsOpened >= facts.parts;
    case 'pages':
      return facts.pages >= condition.least;
    default:
      return facts.engagedMs >= condition.minutes * 60_000;
  }
}
