import type { AnswerKey } from './answer-key.ts';
import type { CompiledModule } from './compiled-module.ts';

/** One SCO in one language: what is played, and what it is graded by. */
export interface ScoAnswers {
  readonly module: CompiledModule;
  readonly key: AnswerKey;
}

/** What our own server grades a course by: by SCO (activity identifier), then by language, the course's own first. */
export type CourseAnswers = Readonly<Record<string, Readonly<Record<string, ScoAnswers>>>>;
