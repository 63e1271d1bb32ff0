import { createHash } from 'node:crypto';
import type {
  CourseSource,
  ModuleSource,
  SkillsSource,
  CompiledModule,
  ScoAnswers,
} from '../../standards/module/index.ts';
import { compileBlock, type BlockContext } from './compile-block.ts';
import { renderProse } from './render-prose.ts';

/** What a module needs beside its own source. */
export interface ModuleContext extends Omit<BlockContext, 'moduleId'> {
  readonly course: CourseSource;
  readonly skills: SkillsSource | null;
  readonly minutes: number;
}

/** Compiles a module; the stamp changes with everything that its state depends on. */
export function compileModule(source: ModuleSource, context: ModuleContext): ScoAnswers {
  const { course, skills, language, minutes } = context;
  const pretests: ModuleContext['pretests'] = source.kind === 'pretest' ? new Map() : context.pretests;
  const compiled = source.sections.map(({ id, title, blocks }) => ({
    id,
    title,
    blocks: blocks.map((block) => compileBlock(block, { ...context, pretests, moduleId: source.id })),
  }));
  const keys = compiled.flatMap(({ blocks }) =>
    blocks.flatMap(({ block, key }) => (key === null ? [] : [[block.id, key] as const])),
  );
  const sections = compiled.map((section) => ({ ...section, blocks: section.blocks.map(({ block }) => block) }));
  const titleOf = (id: string): string => skills?.skills.find((skill) => skill.id === id)?.title ?? id;
  const module: CompiledModule = {
    format: 1,
    stamp: stampOf(sections),
    id: source.id,
    courseId: course.id,
    courseTitle: course.title,
    title: source.title,
    kind: source.kind,
    summary: source.summary,
    language,
    minutes,
    objectives: source.objectives.map(({ id, text }) => ({ id, text })),
    skills: source.skills.map(({ skill, adds }) => ({ title: titleOf(skill), adds })),
    sources: source.sources.map(({ id, cite, kind, url = null }) => ({ id, cite, kind, url })),
    legal: source.legal
      ? {
          notice: renderProse(course.notice),
          reviewer: source.legal.reviewer,
          reviewBy: source.legal.review_by,
        }
      : null,
    pass: source.complete.pass ?? null,
    sections,
  };
  return { module, key: { moduleId: source.id, blocks: Object.fromEntries(keys) } };
}

/** Ids and orders only, and nothing of other modules: a mended word must not cost an officer the answers given so far, and languages share one state. */
function stampOf(sections: CompiledModule['sections']): string {
  const ids = JSON.stringify(sections, (name, value: unknown) => {
    if (name === 'pretests') return undefined;
    if (name === '' || typeof value === 'object') return value;
    return ['id', 'type', 'goto', 'start'].includes(name) || /^\d+$/.test(name) ? value : undefined;
  });
  return createHash('sha256').update(ids).digest('hex').slice(0, 8);
}
