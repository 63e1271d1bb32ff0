import { msToIsoDuration, msToTimespan } from '../durations.ts';
import type { ModuleInteraction, Part } from './module-interaction.ts';

/** Characters of a fill-in answer that SCORM 1.2 keeps (CMIFeedback, RTE 3.4.7). */
const FEEDBACK_LIMIT = 255;
/** Characters of a long fill-in and of a description that every 2004 system keeps (RTE 4.2.9). */
const LONG_LIMIT = 4000;
const SHORT_LIMIT = 250;

/** Elements below `cmi.interactions.n`, in the order in which they have to be set. */
export type InteractionElements = readonly (readonly [element: string, value: string])[];

/** An answer in SCORM 2004 (RTE 4.2.9): ids as they are. */
export function interactionOf2004(told: ModuleInteraction): InteractionElements {
  const separator = told.type === 'numeric' ? '[:]' : '[,]';
  return [
    ['id', told.id],
    ['type', told.type],
    ...(told.objective === '' ? [] : [['objectives.0.id', told.objective] as const]),
    // A zone stands behind decimals only (RTE 4.1.1.7, time(second,10,0)).
    ['timestamp', `${told.at.toISOString().slice(0, 22)}Z`],
    ...(told.correct === null
      ? []
      : [['correct_responses.0.pattern', write2004(told.correct, separator, told.type)] as const]),
    ['weighting', String(told.weighting)],
    ['learner_response', write2004(told.response, separator, told.type)],
    ['result', told.result],
    ['latency', msToIsoDuration(told.latencyMs)],
    ['description', told.description.slice(0, SHORT_LIMIT)],
  ];
}

function write2004(part: Part, separator: string, type: ModuleInteraction['type']): string {
  switch (part.kind) {
    case 'ids':
      return part.ids.join(separator);
    case 'pairs':
      return part.pairs.map(([item, target]) => `${item}[.]${target}`).join(separator);
    case 'range':
      return `${part.min}[:]${part.max}`;
    default:
      if (type === 'numeric') return part.text.replace(',', '.');
      return part.text.slice(0, type === 'long-fill-in' ? LONG_LIMIT : SHORT_LIMIT);
  }
}

/** An answer in SCORM 1.2 (RTE 3.4.7): options are letters in the order of the source, a to z. */
export function interactionOf12(told: ModuleInteraction): InteractionElements {
  const time = told.at.toTimeString().slice(0, 8);
  return [
    ['id', told.id],
    ...(told.objective === '' ? [] : [['objectives.0.id', told.objective] as const]),
    ['time', time],
    ['type', told.type === 'long-fill-in' ? 'fill-in' : told.type],
    ...(told.correct === null ? [] : [['correct_responses.0.pattern', write12(told.correct)] as const]),
    ['weighting', String(told.weighting)],
    ['student_response', write12(told.response)],
    ['result', told.result === 'incorrect' ? 'wrong' : told.result],
    ['latency', msToTimespan(told.latencyMs)],
  ];
}

function write12(part: Part): string {
  switch (part.kind) {
    case 'ids':
      return part.places.map(letter).join(',');
    case 'pairs':
      return part.places.map(([item, target]) => `${letter(item)}.${letter(target)}`).join(',');
    case 'range':
      return part.min;
    default:
      return part.text
        .replace(',', part.text.length < 20 && /^-?\d+,\d+$/.test(part.text) ? '.' : ',')
        .slice(0, FEEDBACK_LIMIT);
  }
}

function letter(place: number): string {
  return 'abcdefghijklmnopqrstuvwxyz'.charAt(Math.max(0, place));
}
