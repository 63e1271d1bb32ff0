import { z } from 'zod';
import { filePath } from '../drafts/draft-input.ts';

const name = z.string().max(60).default('');

/** `?view=…&node=…&play=…&way=…` of a scenario's page; what is no view is the list. */
export const scenarioQuery = z.object({
  view: z.enum(['list', 'map', 'source']).catch('list'),
  node: name.catch(''),
  play: name.catch(''),
  way: z.coerce.number().int().min(0).max(7).catch(0),
});

/** `?path=…&line=…` of the page of a source file; `scenario` and `node` name where somebody comes from. */
export const sourceQuery = z.object({
  path: filePath.default('course.yaml'),
  line: z.coerce.number().int().min(0).max(1_000_000).catch(0),
  scenario: name.catch(''),
  node: name.catch(''),
});
