/** What plays and grades a module; browser code imports `play.ts` alone, without the schemas. */
export * from './play.ts';
export { courseSource, skillsSource, type CourseSource, type SkillsSource } from './course-schema.ts';
export { mediaSource, type MediaSource } from './media-schema.ts';
export {
  BLOCK_SCHEMAS,
  BLOCK_TYPES,
  blockSource,
  type BlockOf,
  type BlockSource,
  moduleSource,
  type ModuleSource,
  type QuestionSource,
  type TestSource,
  translationSource,
  type TranslationSource,
} from './module-schema.ts';
export { bankItem, type BankItem, bankSource, type BankSource } from './question-schema.ts';
export type { ScenarioChoice, ScenarioNode, ScenarioSource } from './scenario-schema.ts';
export type * from './block-form.ts';
export { freeId, newBlock, newEntry } from './new-block.ts';
export { planDraw, type Stock } from './plan-draw.ts';
export { minutesOf } from './module-minutes.ts';
export { checkScenario } from './scenario/check-scenario.ts';
export { stepsFrom } from './walk-scenario.ts';
export { looseScenario } from './scenario/loose-scenario.ts';
export { PATH_RULES } from './scenario/path-rules.ts';
export { SCENARIO_RULES } from './scenario/scenario-rules.ts';
export { sayFigures } from './scenario/say-figures.ts';
export { type GraphEdge, scenarioGraph } from './scenario/scenario-graph.ts';
export { scenarioSubject } from './scenario/scenario-subject.ts';
export { waysToNode } from './scenario/ways-to-node.ts';
export type { Finding, Rule, SourcePath } from './source-finding.ts';
export { NODE_WORDS } from './scenario/scenario-words.ts';
export { sayValue } from './say-value.ts';
export { applyEdits, isSourceList, isSourceMap, valueAtPlace } from './apply-edits.ts';
export { mergeEdits } from './merge-edits.ts';
export {
  type DraftEdit,
  EditPlaceError,
  type EditPath,
  type EditStep,
  isSamePlace,
  positionIn,
  sayEditPath,
  type SourceValue,
} from './draft-edit.ts';
