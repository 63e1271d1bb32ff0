import { z } from 'zod';
import { idField, lineField, proseField } from './field-schema.ts';

/** `course.yaml` */
export const courseSource = z.strictObject({
  id: idField,
  title: lineField,
  summary: proseField,
  strand: z.enum(['academy', 'role', 'student']),
  language: z.literal('en').default('en'),
  audience: z.array(lineField).min(1),
  keywords: z.array(lineField).min(1),
  notice: proseField.describe('Shown at the start of every module that teaches law.'),
  parts: z
    .array(
      z.strictObject({
        id: idField,
        title: lineField,
        modules: z
          .array(z.string().regex(/^\d{2}-[a-z0-9-]+$/))
          .min(1)
          .describe('File names in modules/, without .yaml.'),
      }),
    )
    .min(1),
});

const level = lineField.describe('One sentence, begins with a verb.');

/** `courses/skills.yaml`: the toolbox. */
export const skillsSource = z.strictObject({
  skills: z
    .array(
      z.strictObject({
        id: idField,
        title: lineField,
        academy: z.tuple([level, level, level]).describe('What the academy gave, in three steps.'),
        school: z.tuple([level, level, level]).describe('What schools add, in three steps.'),
      }),
    )
    .min(1),
});

export type CourseSource = z.infer<typeof courseSource>;
export type SkillsSource = z.infer<typeof skillsSource>;
