import { isReal, isShortIdentifier, localizedString } from './data-types.ts';

/** The interaction types of RTE 4.2.9. */
export const INTERACTION_TYPES = [
  'true-false',
  'choice',
  'fill-in',
  'long-fill-in',
  'likert',
  'matching',
  'performance',
  'sequencing',
  'numeric',
  'other',
] as const;

export type InteractionType = (typeof INTERACTION_TYPES)[number];

const fillInText = (text: string): boolean => localizedString(250)(text) === 0;
const longText = (text: string): boolean => localizedString(4000)(text) === 0;

/** Is the text a correct response pattern of this type (RTE 4.2.9.1)? */
export function isCorrectPattern(type: InteractionType, text: string): boolean {
  switch (type) {
    case 'fill-in': {
      const rest = withoutDelimiters(text, ['case_matters', 'order_matters']);
      return rest !== null && rest.split('[,]').every(fillInText);
    }
    case 'long-fill-in': {
      const rest = withoutDelimiters(text, ['case_matters']);
      return rest !== null && longText(rest);
    }
    case 'performance': {
      const rest = withoutDelimiters(text, ['order_matters']);
      return rest !== null && areSteps(rest, isPatternAnswer);
    }
    case 'numeric':
      return isNumericRange(text);
    default:
      return isResponse(type, text);
  }
}

/** Is the text a learner response of this type (RTE 4.2.9.2)? */
export function isResponse(type: InteractionType, text: string): boolean {
  switch (type) {
    case 'true-false':
      return text === 'true' || text === 'false';
    case 'choice':
      return text === '' || isSetOf(text.split('[,]'));
    case 'sequencing':
      return text === '' || text.split('[,]').every(isShortIdentifier);
    case 'likert':
      return isShortIdentifier(text);
    case 'fill-in':
      return text.split('[,]').every(fillInText);
    case 'long-fill-in':
      return longText(text);
    case 'matching':
      return text === '' || text.split('[,]').every(isPair);
    case 'performance':
      return areSteps(text, isResponseAnswer);
    case 'numeric':
      return isReal(text);
    default:
      return text.length <= 64_000;
  }
}

/** Types that have one correct response and no second (RTE 4.2.9.1). */
export function hasOnePattern(type: InteractionType): boolean {
  return type === 'true-false' || type === 'likert' || type === 'numeric' || type === 'other';
}

/** Do two patterns of a type say the same, where each must be said only once (RTE 4.2.9.1: choice, sequencing)? */
export function isSamePattern(type: InteractionType, a: string, b: string): boolean {
  if (type === 'sequencing') return a === b;
  if (type !== 'choice') return false;
  return a.split('[,]').sort().join('[,]') === b.split('[,]').sort().join('[,]');
}

/** The text behind `{name=true}` delimiters in any order, each once; null when one of them says no boolean. */
function withoutDelimiters(text: string, names: readonly string[]): string | null {
  let rest = text;
  const open = [...names];
  for (;;) {
    const match = /^\{(\w+)=([^}]*)\}/.exec(rest);
    const name = match?.[1] ?? '';
    if (match === null || !names.includes(name)) return rest;
    if (!open.includes(name) || (match[2] !== 'true' && match[2] !== 'false')) return null;
    open.splice(open.indexOf(name), 1);
    rest = rest.slice(match[0].length);
  }
}

function isSetOf(parts: readonly string[]): boolean {
  return parts.every(isShortIdentifier) && new Set(parts).size === parts.length;
}

function isPair(text: string): boolean {
  const parts = text.split('[.]');
  return parts.length === 2 && parts.every(isShortIdentifier);
}

function areSteps(text: string, isAnswer: (answer: string) => boolean): boolean {
  if (text === '') return true;
  return text.split('[,]').every((step) => {
    const at = step.indexOf('[.]');
    const [name, answer] = at < 0 ? [null, ''] : [step.slice(0, at), step.slice(at + 3)];
    if (name === null || (name === '' && answer === '')) return false;
    return (name === '' || isShortIdentifier(name)) && isAnswer(answer);
  });
}

function isPatternAnswer(answer: string): boolean {
  return answer.includes('[:]') ? isNumericRange(answer) : isResponseAnswer(answer);
}

function isResponseAnswer(answer: string): boolean {
  return !answer.includes('[.]') && !answer.includes('[:]') && answer.length <= 4000;
}

function isNumericRange(text: string): boolean {
  const [min, max, more] = text.split('[:]');
  if (min === undefined || max === undefined || more !== undefined) return false;
  if (!isBound(min) || !isBound(max)) return false;
  return min === '' || max === '' || Number(min) <= Number(max);
}

function isBound(bound: string): boolean {
  return bound === '' || isReal(bound);
}
