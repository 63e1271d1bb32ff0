import type { BlockSource } from '../../standards/module/index.ts';
import type { ModuleSubject } from './module-subject.ts';
import type { Rule } from './rule.ts';

/** Questions that an officer practises on before a test. */
const PRACTICE = new Set(['choice', 'multi', 'numeric', 'short', 'sort', 'match', 'order']);
const LEAST_PRACTICE = 8;

const needs = (code: string, has: (block: BlockSource) => boolean, message: string): Rule<ModuleSubject> => ({
  code,
  severity: 'error',
  *find({ module, blocks }) {
    if (module.kind === 'module' && !blocks.some(({ block }) => has(block))) yield { at: ['sections'], message };
  },
});

/** What every module of kind `module` has, and every test. */
export const CONTENT_RULES: readonly Rule<ModuleSubject>[] = [
  needs(
    'NEEDS_SCENARIO',
    ({ type }) => type === 'scenario' || type === 'dialogue',
    'Add a scenario or a dialogue: an officer learns by deciding.',
  ),
  needs(
    'NEEDS_WORKSHEET',
    ({ type }) => type === 'worksheet',
    'Add a worksheet, “Check your MOU”, with two items or more.',
  ),
  needs('NEEDS_REFLECTION', ({ type }) => type === 'reflection', 'Add a reflection.'),
  needs(
    'NEEDS_EXAMPLE',
    (block) => block.type === 'callout' && block.kind === 'example',
    'Add a worked example: a note of the kind “A worked example”.',
  ),
  needs(
    'NEEDS_ACADEMY',
    (block) => block.type === 'callout' && block.kind === 'academy',
    'Say what carries over from the academy: a note of the kind “From the academy”.',
  ),
  {
    code: 'NEEDS_PRACTICE',
    severity: 'error',
    *find({ module, blocks }) {
      const count = blocks.filter(({ block }) => PRACTICE.has(block.type)).length;
      if (module.kind !== 'module' || count >= LEAST_PRACTICE) return;
      yield { at: ['sections'], message: `At least ${LEAST_PRACTICE} practice questions; there are ${count}.` };
    },
  },
  {
    code: 'NEEDS_SKILL',
    severity: 'error',
    *find({ module }) {
      if (module.kind !== 'module' || module.skills.length > 0) return;
      yield {
        at: [],
        message: 'Name the skills that the module serves, and what it adds to each.',
      };
    },
  },
  {
    code: 'NEEDS_TEST',
    severity: 'error',
    *find({ module, blocks }) {
      if (module.kind === 'module' || blocks.some(({ block }) => block.type === 'test')) return;
      yield { at: ['kind'], message: 'A module of this kind has a test: add one.' };
    },
  },
];
