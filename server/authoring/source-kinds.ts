import type { z } from 'zod';
import {
  bankSource,
  courseSource,
  mediaSource,
  moduleSource,
  skillsSource,
  translationSource,
} from '../standards/module/index.ts';

/** One kind of source file: which paths it has, what it holds. */
export interface SourceKind {
  /** Names the JSON Schema: `module` of `module.schema.json`. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly schema: z.ZodType;
}

/** Every kind of source file; a path has the first kind whose pattern fits. */
export const SOURCE_KINDS: readonly SourceKind[] = [
  { name: 'skills', pattern: /^skills\.yaml$/, schema: skillsSource },
  { name: 'course', pattern: /^[^/]+\/course\.yaml$/, schema: courseSource },
  { name: 'bank', pattern: /^[^/]+\/banks\/[^/]+\.yaml$/, schema: bankSource },
  { name: 'media', pattern: /^[^/]+\/media\/media\.yaml$/, schema: mediaSource },
  { name: 'translation', pattern: /^[^/]+\/modules\/[^/.]+\.[a-z]{2}\.yaml$/, schema: translationSource },
  { name: 'module', pattern: /^[^/]+\/modules\/[^/]+\.yaml$/, schema: moduleSource },
];

/** Kind of a file by its path from the root of `courses/`; undefined for all that is no source. */
export function kindOf(path: string): SourceKind | undefined {
  return SOURCE_KINDS.find(({ pattern }) => pattern.test(path));
}

/** File beside the courses that tells an editor what a kind of file may hold. */
export function schemaFileOf({ name }: SourceKind): string {
  return `${name}.schema.json`;
}
