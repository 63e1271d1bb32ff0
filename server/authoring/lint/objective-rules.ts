import type { ModuleSubject } from './module-subject.ts';
import type { Finding, Rule } from './rule.ts';

/** Verbs of what can be seen in an answer or in an action. */
const MEASURABLE = new Set(
  `answer apply arrange ask assess begin build calculate call check choose cite classify close compare complete conduct
  contact coordinate correct debrief decide defend define delay demonstrate describe design direct distinguish document
  draft draw end escort estimate evaluate explain find follow give greet hand handle identify interpret introduce invite
  judge keep lead limit list locate make match measure name notify observe offer open order organize outline place plan
  point practice predict prepare present preserve prevent prioritize protect put rank recall recite recognize recommend
  record refer reject rephrase report request respond restate route schedule secure select separate set share show sketch
  slow sort speak spot start state stop summarize support talk tell test track transfer use verify weigh withdraw write`.split(
    /\s+/,
  ),
);
/** Verbs of what nobody can see. */
const VAGUE = /^(?:know|understand|learn|appreciate|realize|believe|feel|think|be|become|grasp|see|remember)$/;

const sayNoSkill = (skill: string): string => `There is no skill “${skill}” in courses/skills.yaml.`;

/** Objectives: few, measurable, assessed. */
export const OBJECTIVE_RULES: readonly Rule<ModuleSubject>[] = [
  {
    code: 'OBJECTIVE_COUNT',
    severity: 'error',
    *find({ module: { kind, objectives } }) {
      if (kind !== 'module' || (objectives.length >= 3 && objectives.length <= 5)) return;
      yield { at: ['objectives'], message: `A module has 3 to 5 objectives; this one has ${objectives.length}.` };
    },
  },
  {
    code: 'OBJECTIVE_VERB',
    severity: 'error',
    find: ({ module: { objectives } }) =>
      objectives.flatMap(({ text }, index): Finding[] => {
        const verb = (text.split(/\s/)[0] ?? '').toLowerCase();
        if (MEASURABLE.has(verb)) return [];
        const why = VAGUE.test(verb) ? 'nobody can see that' : 'that is not on the list of measurable verbs';
        const message = `Begin with a verb that can be seen, such as Explain, Decide or Identify, not “${verb}”: ${why}.`;
        return [{ at: ['objectives', index, 'text'], message }];
      }),
  },
  {
    code: 'OBJECTIVE_UNKNOWN',
    severity: 'error',
    find: ({ module, blocks }) =>
      blocks.flatMap(({ block, at }): Finding[] => {
        if (!('objective' in block) || module.objectives.some(({ id }) => id === block.objective)) return [];
        return [{ at: [...at, 'objective'], message: `There is no objective “${block.objective}” in this module.` }];
      }),
  },
  {
    code: 'OBJECTIVE_UNASSESSED',
    severity: 'error',
    find: ({ module, blocks }) =>
      module.objectives.flatMap(({ id, text }, index): Finding[] => {
        if (blocks.some(({ block }) => 'objective' in block && block.objective === id)) return [];
        const message = `No question or scenario asks for “${text}”: ask for it in one, or remove the objective.`;
        return [{ at: ['objectives', index], message }];
      }),
  },
  {
    code: 'SKILL_UNKNOWN',
    severity: 'error',
    *find({ module, skills }) {
      if (skills === null) return;
      const isKnown = (skill: string): boolean => skills.skills.some(({ id }) => id === skill);
      for (const [index, { skill }] of module.skills.entries()) {
        if (!isKnown(skill)) yield { at: ['skills', index, 'skill'], message: sayNoSkill(skill) };
      }
      for (const [index, { skill }] of module.objectives.entries()) {
        if (skill !== undefined && !isKnown(skill))
          yield { at: ['objectives', index, 'skill'], message: sayNoSkill(skill) };
      }
    },
  },
];
