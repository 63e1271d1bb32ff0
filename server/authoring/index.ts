export { buildCourse } from './build/build-course.ts';
export { answersOf, filesOf, sourceHash } from './build/built-answers.ts';
export { partsOf } from './build/course-parts.ts';
export {
  BUILD_TARGETS,
  DEFAULT_POLICY,
  type BuildPolicy,
  type BuildTarget,
  type BuiltCourse,
} from './build/build-target.ts';
export { packCourse } from './build/pack-course.ts';
export { reproducibleZip } from './build/reproducible-zip.ts';
export { readRuntime } from './build/runtime-files.ts';
export { escapeXml } from './build/xml-text.ts';
export { checkCourses } from './check-courses.ts';
export { readCourses, readSkills } from './read-courses.ts';
export type { Issue } from './issue.ts';
export { directoryTree, memoryTree, type SourceTree } from './source-tree.ts';
export { formatIssues, unformattedFiles } from './check-format.ts';
export { formatSource } from './format-source.ts';
export { jsonSchemas } from './json-schemas.ts';
export { newModule } from './new-module.ts';
export { type Authoring, createAuthoring } from './create-authoring.ts';
