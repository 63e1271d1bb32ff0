/** What plays and grades a module; browser code imports `play.ts` alone, without the schemas. */
export * from './play.ts';
export { courseSource, skillsSource, type CourseSource, type SkillsSource } from './course-schema.ts';
export {
  BLOCK_TYPES,
  type BlockOf,
  type BlockSource,
  moduleSource,
  type ModuleSource,
  type QuestionSource,
  type TestSource,
  translationSource,
  type TranslationSource,
} from './module-schema.ts';
export { type BankItem, bankSource, type BankSource } from './question-schema.ts';
export type { ScenarioChoice, ScenarioNode, ScenarioSource } from './scenario-schema.ts';
export { minutesOf } from './module-minutes.ts';
export { nodeOf, type Standing, standingKey, type Step, stepsFrom } from './walk-scenario.ts';
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
