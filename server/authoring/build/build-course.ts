import {
  minutesOf,
  type ModuleSource,
  type PretestDraw,
  type SkillsSource,
  type ScoAnswers,
} from '../../standards/module/index.ts';
import type { CourseFiles, ModuleFiles } from '../course-files.ts';
import type { SourceTree } from '../source-tree.ts';
import { paragraphsOf } from '../markdown.ts';
import { blocksOf, blocksOfType } from '../module-texts.ts';
import { applyTranslation } from './apply-translation.ts';
import type { BuiltCourse, BuiltModule } from './build-target.ts';
import { compileModule, type ModuleContext } from './compile-module.ts';
import { copiesOf, mediaOf, svgSize } from './media-of.ts';

/** Compiles a course that the checker let through. Throws where the course file or a module that it names is missing. */
export function buildCourse(files: CourseFiles, skills: SkillsSource | null, tree: SourceTree): BuiltCourse {
  const course = files.course?.data;
  if (course === undefined) throw new Error(`${files.folder}/course.yaml cannot be built: run courses:check.`);
  const banks = new Map(files.banks.map(({ data }) => [data.id, data]));
  const textOf = (path: string): string => tree.read(`${files.folder}/${path}`).toString('utf8');
  const context: Omit<ModuleContext, 'language' | 'minutes'> = {
    course,
    skills,
    banks,
    pretests: pretestsOf(files),
    readText: textOf,
    sizeOf: (path) => (path.endsWith('.svg') ? svgSize(textOf(path)) : null),
    copiesOf: (path) => copiesOf(path, files.media),
  };
  const moduleCalled = (name: string): BuiltModule => {
    const found = files.modules.find(({ source }) => source.name === name);
    if (found === undefined) throw new Error(`${files.folder}/modules/${name}.yaml is missing: run courses:check.`);
    return buildModule(found, context, files.media);
  };
  return {
    id: course.id,
    title: course.title,
    summary: paragraphsOf(course.summary).join(' '),
    audience: course.audience,
    keywords: course.keywords,
    parts: course.parts.map(({ id, title, modules }) => ({ id, title, modules: modules.map(moduleCalled) })),
  };
}

/** Tests of the course's pre-tests by the bank that they draw from. */
function pretestsOf({ course, modules }: CourseFiles): Map<string, PretestDraw[]> {
  const names = course?.data.parts.flatMap((part) => part.modules) ?? [];
  const found = new Map<string, PretestDraw[]>();
  for (const { name, data } of modules.map(({ source }) => source)) {
    if (data.kind !== 'pretest' || !names.includes(name)) continue;
    for (const { block } of blocksOfType(blocksOf(data), 'test')) {
      const { total, scenario: scenarioShare } = block.draw;
      const draw = { module: data.id, block: block.id, total, scenarioShare };
      found.set(block.bank, [...(found.get(block.bank) ?? []), draw]);
    }
  }
  return found;
}

function buildModule(
  { source, translations }: ModuleFiles,
  context: Omit<ModuleContext, 'language' | 'minutes'>,
  there: readonly string[],
): BuiltModule {
  const minutes = minutesOf(source.data);
  const compiled = (data: ModuleSource, language: string): ScoAnswers =>
    compileModule(data, { ...context, language, minutes });
  const main = compiled(source.data, context.course.language);
  const others = [...translations].map(([language, { data }]) =>
    compiled(applyTranslation(source.data, data), language),
  );
  const media = [main, ...others].flatMap((pair) => mediaOf(pair, there));
  return { id: source.data.id, languages: [main, ...others], media: [...new Set(media)].sort() };
}
