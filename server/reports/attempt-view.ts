import type { AttemptRecordFacts, ObjectiveRecordFacts, ScoRecordFacts } from '../attempts/index.ts';
import { say, type Locale } from '../platform/index.ts';
import { contentsTree } from './contents-tree.ts';
import { correctWords, judgementWords, responseWords, typeWords } from './interaction-words.ts';
import { partStatusWords, scoreWords, statusWords } from './result-words.ts';
import { answerTimeWords, durationWords, momentWords, type Now } from './time-words.ts';
import { contentParts } from './what-counts.ts';

/** View-model of one attempt. */
export function attemptView(
  facts: AttemptRecordFacts,
  time: Now,
  graded: readonly {
    readonly id: string;
    readonly title: string;
    readonly total: number;
    readonly most: number;
  }[] = [],
) {
  const byId = Object.fromEntries(facts.scos.map((sco) => [sco.scoId, sco.result]));
  const { locale = 'en' } = time;
  const parts = contentParts(facts.structure.root);
  return {
    attemptId: facts.attemptId,
    courseId: facts.courseId,
    title: facts.courseTitle,
    who: facts.isOwn ? say(locale, 'Your attempt') : facts.personName,
    line: say(locale, 'Attempt {number}, version {version} of the course', {
      number: facts.number,
      version: facts.versionNumber,
    }),
    status: statusWords(facts.result, facts.state),
    facts: [
      { label: 'score', value: scoreWords(facts.result) ?? say(locale, 'none') },
      { label: 'active time', value: durationWords(facts.engagedMs, locale) },
      { label: 'time reported by the course', value: durationWords(facts.seatMs, locale) },
      {
        label:
          parts.length === 1
            ? say(locale, 'of 1 part done')
            : say(locale, 'of {count} parts done', { count: parts.length }),
        value: String(facts.scos.filter(({ result }) => partStatusWords(result).tone === 'done').length),
      },
    ],
    dates: [
      { label: 'Started', value: momentWords(facts.startedAt, time) },
      {
        label: 'Last saved',
        value: facts.lastSavedAt ? momentWords(facts.lastSavedAt, time) : say(locale, 'Nothing saved yet'),
      },
      { label: 'Finished on', value: facts.finishedAt ? momentWords(facts.finishedAt, time) : say(locale, 'Not yet') },
    ],
    contents: contentsTree(facts.structure.root.children, byId, locale),
    scos: facts.scos.map((sco) => {
      const title = parts.find(({ identifier }) => identifier === sco.scoId)?.title;
      return scoView(sco, title, locale);
    }),
    stray: facts.strayCount === 0 ? null : strayWords(facts.strayCount, locale),
    graded: graded.map(({ id, title, total, most }) => ({
      title,
      points: say(locale, '{points} of {most}', { points: total, most }),
      href: `/marks/${id}`,
    })),
    mayTeach: !facts.isOwn,
  };
}

function strayWords(count: number, locale: Locale): string {
  return count === 1
    ? say(
        locale,
        '1 save came from a window that had been replaced. It is kept in the log and did not change this record.',
      )
    : say(
        locale,
        '{count} saves came from a window that had been replaced. They are kept in the log and did not change this record.',
        { count },
      );
}

function scoView(sco: ScoRecordFacts, title: string | undefined, locale: Locale) {
  const score = scoreWords(sco.result);
  return {
    title: title === undefined || title === '' ? sco.scoId : title,
    status: partStatusWords(sco.result),
    meta: [
      score === null ? say(locale, 'no score') : say(locale, 'score {score}', { score }),
      say(locale, '{time} reported by the course', { time: durationWords(sco.totalTimeMs, locale) }),
      sco.location === '' ? say(locale, 'no bookmark') : say(locale, 'bookmark {place}', { place: sco.location }),
    ],
    interactions: sco.interactions.map((interaction, at) => ({
      number: at + 1,
      question: interaction.prompt ?? (interaction.description || interaction.identifier),
      type: typeWords(interaction.type),
      answer: responseWords(interaction.type, interaction.learnerResponse, interaction.options, locale),
      correct:
        correctWords(interaction.type, interaction.correctResponse, interaction.options, locale) ||
        say(locale, 'not told'),
      judgement: judgementWords(interaction.result),
      took: interaction.latencyMs === null ? say(locale, 'not told') : answerTimeWords(interaction.latencyMs),
    })),
    objectives: sco.objectives.map((objective) => ({
      name: objective.description || objective.identifier,
      status: objectiveWords(objective, locale),
      score: scoreWords(objective) ?? say(locale, 'none'),
    })),
    rejected: sco.rejected.map(({ element, value, reason }) => ({ element, value, reason })),
  };
}

function objectiveWords({ completion, success }: ObjectiveRecordFacts, locale: Locale): string {
  const known = [
    success === 'passed' ? say(locale, 'Met') : success === 'failed' ? say(locale, 'Not met') : '',
    completion === 'completed' ? say(locale, 'complete') : completion === 'incomplete' ? say(locale, 'incomplete') : '',
  ].filter(Boolean);
  return known.length === 0 ? say(locale, 'Not judged') : known.join(', ');
}
