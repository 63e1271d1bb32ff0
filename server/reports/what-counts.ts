import { say, type Locale } from '../platform/index.ts';
import type { Activity, CourseStructure, ObjectiveDefinition, RollupRule } from '../standards/index.ts';
import { isoDurationToMs, timespanToMs } from '../standards/index.ts';
import { durationWords } from './time-words.ts';

const MOST_NAMED = 6;

/** Sentences that say how the course judges, from its manifest: SCORM 1.2 by mastery scores, 2004 by thresholds and rules. */
export function whatCounts(structure: CourseStructure, locale: Locale = 'en'): string[] {
  const parts = contentParts(structure.root);
  const own = structure.standard === 'scorm12' ? counts12(parts, locale) : counts2004(structure.root, parts, locale);
  return [
    ...own,
    ...timeLimits(structure.standard, parts, locale),
    'Your best result stays: opening a finished course again never lowers it.',
  ];
}

/** Parts with content, in the order of the contents. */
export function contentParts(activity: Activity): Activity[] {
  return [...(activity.type === 'cluster' ? [] : [activity]), ...activity.children.flatMap(contentParts)];
}

function counts12(parts: readonly Activity[], locale: Locale): string[] {
  const graded = parts.filter(({ masteryScore }) => masteryScore !== null);
  return [
    parts.length === 1
      ? 'The course is done when its content reports that it is complete, passed or failed.'
      : say(locale, 'The course is done when all {count} parts are done.', { count: parts.length }),
    ...named(locale, graded, ({ title, masteryScore }) =>
      parts.length === 1
        ? say(locale, 'It is passed with a score of {score} or more.', { score: masteryScore ?? 0 })
        : say(locale, '“{title}” is passed with a score of {score} or more.', { title, score: masteryScore ?? 0 }),
    ),
    ...(graded.length === 0
      ? ['The course sets no passing score; whether it is passed is what its content reports.']
      : []),
    ...(parts.length > 1 ? ['With several scored parts, the score of the course is their average.'] : []),
    ...(parts.some(({ prerequisites }) => prerequisites !== null)
      ? ['Some parts open only after others are done; the contents say which.']
      : []),
  ];
}

function counts2004(root: Activity, parts: readonly Activity[], locale: Locale): string[] {
  const rules = root.sequencing.rollupRules;
  const rootObjective = primaryObjective(root);
  const single = parts.length === 1;
  return [
    ...(rules.length > 0
      ? rules.map((rule) => ruleWords(rule, locale))
      : [
          single
            ? 'The course is done when its content reports that it is complete.'
            : 'The course is complete when its parts are complete, and passed when its parts are passed.',
        ]),
    ...(rootObjective?.satisfiedByMeasure === true
      ? [
          say(locale, 'The course is passed with {percent} or more over its parts.', {
            percent: percent(rootObjective.minNormalizedMeasure),
          }),
        ]
      : []),
    ...named(
      locale,
      parts.filter((part) => primaryObjective(part)?.satisfiedByMeasure === true),
      (part) =>
        say(locale, '“{title}” is passed with {percent} or more.', {
          title: part.title,
          percent: percent(primaryObjective(part)?.minNormalizedMeasure ?? 1),
        }),
    ),
    ...named(
      locale,
      parts.filter(({ completionThreshold }) => completionThreshold?.completedByMeasure === true),
      (part) =>
        say(locale, '“{title}” is complete at {percent} of its material.', {
          title: part.title,
          percent: percent(part.completionThreshold?.minProgressMeasure ?? 1),
        }),
    ),
    ...named(locale, single ? [] : parts.filter(isOutsideOfResult), (part) =>
      say(locale, '“{title}” does not count towards the result.', { title: part.title }),
    ),
  ];
}

/** The objective that rolls up (SN 3.9.1). */
function primaryObjective(activity: Activity): ObjectiveDefinition | undefined {
  return activity.sequencing.objectives.find(({ isPrimary }) => isPrimary);
}

/** SN 3.8.3, SN 3.13.1: neither its completion nor its objective reaches the course. */
function isOutsideOfResult({ sequencing }: Activity): boolean {
  return !sequencing.tracked || (!sequencing.rollupObjectiveSatisfied && !sequencing.rollupProgressCompletion);
}

const OUTCOMES: Readonly<Record<string, string>> = {
  satisfied: 'The course is passed when {parts}.',
  notSatisfied: 'The course is not passed when {parts}.',
  completed: 'The course is complete when {parts}.',
  incomplete: 'The course is incomplete when {parts}.',
};

const CONDITIONS: Readonly<Record<string, string>> = {
  satisfied: 'passed',
  completed: 'complete',
  attempted: 'begun',
  objectiveStatusKnown: 'judged',
  objectiveMeasureKnown: 'scored',
  activityProgressKnown: 'opened',
  attemptLimitExceeded: 'used up',
  timeLimitExceeded: 'out of time',
  outsideAvailableTimeRange: 'closed',
};

const PARTS: Readonly<Record<string, string>> = {
  all: 'all its parts are {states}',
  any: 'any of its parts is {states}',
  none: 'none of its parts is {states}',
  atLeastCount: 'at least {count} of its parts are {states}',
};

/** Every sentence and word that a rollup rule is told with, for the spec of the translations. */
export const RULE_SENTENCES: readonly string[] = [
  ...Object.values(OUTCOMES),
  ...Object.values(PARTS),
  'and',
  'or',
  ...Object.values(CONDITIONS).flatMap((word) => [`${word} (of parts)`, `not ${word} (of parts)`]),
];

/** A rollup rule (SN 3.7) as a sentence. */
function ruleWords(rule: RollupRule, locale: Locale): string {
  const states = rule.conditions
    .map(({ condition, isNot }) => stateWord(condition, isNot, locale))
    .join(rule.conditionCombination === 'all' ? ` ${say(locale, 'and')} ` : ` ${say(locale, 'or')} `);
  const count = rule.childActivitySet === 'atLeastPercent' ? percent(rule.minimumPercent) : String(rule.minimumCount);
  const parts = say(locale, PARTS[rule.childActivitySet] ?? PARTS['atLeastCount'] ?? '', { states, count });
  return say(locale, OUTCOMES[rule.action] ?? rule.action, { parts });
}

/** The words stand for parts, which have a gender in Spanish: their key says so. */
function stateWord(condition: string, isNot: boolean, locale: Locale): string {
  const english = `${isNot ? 'not ' : ''}${CONDITIONS[condition] ?? condition}`;
  const key = `${english} (of parts)`;
  const told = say(locale, key);
  return told === key ? english : told;
}

function timeLimits(standard: CourseStructure['standard'], parts: readonly Activity[], locale: Locale): string[] {
  const toMs = standard === 'scorm12' ? timespanToMs : isoDurationToMs;
  const limits = parts.flatMap(({ title, maxTimeAllowed }) => {
    const ms = maxTimeAllowed === null ? null : toMs(maxTimeAllowed);
    return ms === null ? [] : [{ title, ms }];
  });
  return named(locale, limits, ({ title, ms }) =>
    say(locale, '“{title}” has a time limit of {time}.', { title, time: durationWords(ms, locale) }),
  );
}

function moreWords(more: number, locale: Locale): string {
  return more === 1
    ? say(locale, 'The same kind of rule holds for one more part.')
    : say(locale, 'The same kind of rule holds for {more} more parts.', { more });
}

function named<Part>(locale: Locale, parts: readonly Part[], words: (part: Part) => string): string[] {
  const more = parts.length - MOST_NAMED;
  return [...parts.slice(0, MOST_NAMED).map(words), ...(more > 0 ? [moreWords(more, locale)] : [])];
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
