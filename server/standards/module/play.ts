/** What the module run-time and the grader need: free of packages, of Node and of the DOM. */
export type * from './answer.ts';
export type * from './answer-key.ts';
export type * from './compiled-module.ts';
export type * from './course-answers.ts';
export type * from './module-state.ts';
export { drawTest, gradeTest, isReached, pretestItems } from './draw-test.ts';
export { gradeQuestion } from './grade-question.ts';
export { longestRun, longestState, REFLECTION_LIMIT } from './longest-state.ts';
export {
  decisionInteraction,
  itemInteraction,
  plainWords,
  questionInteraction,
  reflectionInteraction,
  type ModuleInteraction,
} from './module-interaction.ts';
export { startState, stateOf, withBlock } from './module-state.ts';
export { readList, readPairs, writePairs } from './response-text.ts';
export { gradeRun, holds, isEnding, offeredChoices, runScenario } from './run-scenario.ts';
export { interactionOf12, interactionOf2004 } from './scorm-interaction.ts';
export { isDone, isGraded, isRequired, scoreModule, type ModuleScore } from './score-module.ts';
export { seededOrder } from './seeded-order.ts';
export { allBlocks, decodeState, encodeState, STATE_LIMIT } from './state-code.ts';
