import type { AttemptRecordFacts, ObjectiveRecordFacts, ScoRecordFacts } from '../attempts/index.ts';
import { contentsTree } from './contents-tree.ts';
import { correctWords, judgementWords, responseWords, typeWords } from './interaction-words.ts';
import { partStatusWords, scoreWords, statusWords } from './result-words.ts';
import { answerTimeWords, countWords, durationWords, momentWords, type Now } from './time-words.ts';
import { contentParts } from './what-counts.ts';

/** View-model of one attempt. */
export function attemptView(facts: AttemptRecordFacts, time: Now) {
  const byId = Object.fromEntries(facts.scos.map((sco) => [sco.scoId, sco.result]));
  const parts = contentParts(facts.structure.root);
  return {
    attemptId: facts.attemptId,
    courseId: facts.courseId,
    title: facts.courseTitle,
    who: facts.isOwn ? 'Your attempt' : facts.personName,
    line: `Attempt ${facts.number}, version ${facts.versionNumber} of the course`,
    status: statusWords(facts.result, facts.state),
    facts: [
      { label: 'score', value: scoreWords(facts.result) ?? 'none' },
      { label: 'active time', value: durationWords(facts.engagedMs) },
      { label: 'time reported by the course', value: durationWords(facts.seatMs) },
      {
        label: `of ${countWords(parts.length, 'part')} done`,
        value: String(facts.scos.filter(({ result }) => partStatusWords(result).tone === 'done').length),
      },
    ],
    dates: [
      { label: 'Started', value: momentWords(facts.startedAt, time) },
      { label: 'Last saved', value: facts.lastSavedAt ? momentWords(facts.lastSavedAt, time) : 'Nothing saved yet' },
      { label: 'Finished', value: facts.finishedAt ? momentWords(facts.finishedAt, time) : 'Not yet' },
    ],
    contents: contentsTree(facts.structure.root.children, byId),
    scos: facts.scos.map((sco) => scoView(sco, parts.find(({ identifier }) => identifier === sco.scoId)?.title)),
    stray:
      facts.strayCount === 0
        ? null
        : `${countWords(facts.strayCount, 'save')} came from a window that had been replaced. ${facts.strayCount === 1 ? 'It is' : 'They are'} kept in the log and did not change this record.`,
    mayTeach: !facts.isOwn,
  };
}

function scoView(sco: ScoRecordFacts, title: string | undefined) {
  return {
    title: title === undefined || title === '' ? sco.scoId : title,
    status: partStatusWords(sco.result),
    meta: [
      scoreWords(sco.result) === null ? 'no score' : `score ${scoreWords(sco.result)}`,
      `${durationWords(sco.totalTimeMs)} reported by the course`,
      sco.location === '' ? 'no bookmark' : `bookmark ${sco.location}`,
    ],
    interactions: sco.interactions.map((interaction, at) => ({
      number: at + 1,
      question: interaction.prompt ?? (interaction.description || interaction.identifier),
      type: typeWords(interaction.type),
      answer: responseWords(interaction.type, interaction.learnerResponse, interaction.options),
      correct: correctWords(interaction.type, interaction.correctResponse, interaction.options) || 'not told',
      judgement: judgementWords(interaction.result),
      took: interaction.latencyMs === null ? 'not told' : answerTimeWords(interaction.latencyMs),
    })),
    objectives: sco.objectives.map((objective) => ({
      name: objective.description || objective.identifier,
      status: objectiveWords(objective),
      score: scoreWords(objective) ?? 'none',
    })),
    rejected: sco.rejected.map(({ element, value, reason }) => ({ element, value, reason })),
  };
}

function objectiveWords({ completion, success }: ObjectiveRecordFacts): string {
  const known = [
    success === 'passed' ? 'Met' : success === 'failed' ? 'Not met' : '',
    completion === 'completed' ? 'complete' : completion === 'incomplete' ? 'incomplete' : '',
  ].filter(Boolean);
  return known.length === 0 ? 'Not judged' : known.join(', ');
}
