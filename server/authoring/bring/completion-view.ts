import type { RuleFacts } from '../../packages/index.ts';
import { explainPackage, type ExplainFacts } from './explain-package.ts';
import { ruleWords } from './rule-words.ts';

/** What the page of a version's completion is made of. */
export interface CompletionFacts extends ExplainFacts {
  readonly version: { readonly id: string; readonly number: number };
  readonly title: string;
  readonly mayChange: boolean;
  /** The server grades it itself: no rule is taken. */
  readonly isGradedHere: boolean;
  /** Every rule, the newest first. */
  readonly rules: readonly RuleFacts[];
  /** Names of those who accepted and withdrew rules. */
  readonly names: ReadonlyMap<string, string>;
  readonly timeZone: string;
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly faults?: Readonly<Record<string, string>>;
}

/** Why a package does not report passed, the rule that holds, and the form of a new one. */
export function completionView(facts: CompletionFacts) {
  const { version, title, mayChange, isGradedHere, rules, evidence, structure, typed = {}, faults = {} } = facts;
  const [newest] = rules;
  const current = newest?.withdrawnAt === null ? newest : undefined;
  const reasons = explainPackage(facts);
  const text = (name: string, otherwise: string): string => {
    const value = typed[name];
    return typeof value === 'string' ? value : otherwise;
  };
  const isTyped = Object.keys(typed).length > 0;
  const ticked = (name: string, otherwise: boolean): boolean => (isTyped ? typed[name] === 'on' : otherwise);
  const minutes = Math.max(1, Math.round(evidence.engagedMs / 60_000));
  return {
    versionId: version.id,
    title,
    lead: `Version ${version.number}: what the package tells, and what counts as done`,
    isGradedHere,
    told: toldLines(facts),
    reasons: reasons.map(({ code, words }) => ({ code, words })),
    isFine: reasons.length === 0,
    fineWords:
      evidence.passed > 0
        ? `It does: in ${countOf(evidence.passed)} it has told "passed".`
        : 'Nothing in it speaks against it. It has only not told so yet.',
    current: current === undefined ? null : ruleLine(facts, current),
    earlier: rules.filter((rule) => rule !== current).map((rule) => ruleLine(facts, rule)),
    mayAccept: mayChange && !isGradedHere,
    submit: current === undefined ? 'Accept this rule' : 'Accept this rule in its place',
    form: {
      isAll: text('needs', 'all') === 'all',
      isAny: text('needs', 'all') === 'any',
      givesPassed: text('gives', 'passed') === 'passed',
      givesCompleted: text('gives', 'passed') === 'completed',
      told: { on: ticked('told', evidence.completed > 0), hint: completedHint(facts) },
      score: {
        on: ticked('byScore', false),
        value: text('score', '80'),
        hint: scoreHint(facts),
        fault: faults['score'] ?? '',
      },
      parts: { on: ticked('parts', false), hint: partsHint(structure.root.children.length) },
      pages: {
        on: ticked('byPages', false),
        value: text('pages', '10'),
        hint: pagesHint(facts),
        fault: faults['pages'] ?? '',
      },
      minutes: {
        on: ticked('byMinutes', evidence.completed === 0),
        value: text('minutes', String(minutes)),
        hint: minutesHint(facts, minutes),
        fault: faults['minutes'] ?? '',
      },
      conditionsFault: faults['conditions'] ?? '',
      reason: text('reason', ''),
      reasonFault: faults['reason'] ?? '',
      acceptedFault: faults['accepted'] ?? '',
      earlier: ticked('earlier', false),
      attempts: evidence.attempts,
    },
  };
}

function ruleLine({ names, timeZone }: CompletionFacts, rule: RuleFacts) {
  const by = (id: string | null): string => (id === null ? '' : (names.get(id) ?? 'somebody who is not here any more'));
  const on = (at: Date): string => at.toLocaleDateString('en-US', { timeZone, dateStyle: 'medium' });
  return {
    number: rule.number,
    words: ruleWords(rule),
    reason: rule.reason,
    by: `Accepted by ${by(rule.acceptedBy)} on ${on(rule.acceptedAt)}`,
    withdrawn: rule.withdrawnAt === null ? '' : `Taken back by ${by(rule.withdrawnBy)} on ${on(rule.withdrawnAt)}`,
  };
}

function toldLines({ evidence }: CompletionFacts): string[] {
  const { attempts, silent, completed, passed, failed, scored, lowestScore, highestScore, bookmarked, byRule } =
    evidence;
  if (attempts === 0) return ['Nobody of your agency has taken it yet. What follows is read from its files.'];
  const scores =
    lowestScore === null || highestScore === null
      ? 'no score'
      : lowestScore === highestScore
        ? `a score of ${round(lowestScore)} in ${scored}`
        : `scores from ${round(lowestScore)} to ${round(highestScore)} in ${scored}`;
  return [
    attempts === 1 ? 'One attempt was looked at.' : `The ${attempts} latest attempts were looked at.`,
    `Completed in ${completed}, passed in ${passed}, failed in ${failed}, ${scores}, a bookmark in ${bookmarked}.`,
    ...(silent === 0 ? [] : [`Nothing at all in ${silent}.`]),
    ...(byRule === 0 ? [] : [`${countOf(byRule)} ${byRule === 1 ? 'was' : 'were'} called done by a rule.`]),
  ];
}

function completedHint({ evidence, calls }: CompletionFacts): string {
  if (evidence.completed > 0) return `It has done so in ${countOf(evidence.completed)}.`;
  return calls.words.includes('completed')
    ? 'Its scripts have the word.'
    : 'It has not done so, and its scripts do not have the word.';
}

function scoreHint({ evidence, calls }: CompletionFacts): string {
  if (evidence.scored > 0) return `It has told a score in ${countOf(evidence.scored)}.`;
  return calls.setsScore ? 'Its scripts can tell one.' : 'It has never told a score: nobody would get there.';
}

function pagesHint({ evidence, calls }: CompletionFacts): string {
  if (evidence.bookmarked > 0) return `A bookmark tells the page. It was told in ${countOf(evidence.bookmarked)}.`;
  return calls.setsPlace
    ? 'A bookmark tells the page. Its scripts can tell one.'
    : 'It has never told a bookmark: nobody would get there.';
}

function partsHint(parts: number): string {
  return parts === 1 ? 'It has one part: whoever opens it is done.' : `It has ${parts} parts.`;
}

function minutesHint({ evidence }: CompletionFacts, minutes: number): string {
  const what = 'Only time counts in which the page is seen and used.';
  return evidence.attempts === 0 ? what : `${what} Half of the attempts have ${minutes} or more.`;
}

const countOf = (count: number): string => (count === 1 ? 'one attempt' : `${count} attempts`);
const round = (score: number): number => Math.round(score * 10) / 10;
