import type { BuildPolicy, BuildTarget, BuiltCourse } from './build-target.ts';
import { modulesOf } from './build-target.ts';
import { manifest12 } from './manifest-12.ts';
import { manifest2004 } from './manifest-2004.ts';
import { modulePage, pageOf } from './module-page.ts';
import { reproducibleZip } from './reproducible-zip.ts';

/** Files that are not made from the course's own source: run-time, styles, fonts, licence, media; by path in the package. */
export type PackageFiles = ReadonlyMap<string, Buffer>;

/** Packs a course for a target: a reproducible zip without data descriptors, entries in alphabetical order. */
export async function packCourse(
  course: BuiltCourse,
  target: BuildTarget,
  files: PackageFiles,
  policy: BuildPolicy,
): Promise<Buffer> {
  const pages = modulesOf(course).map((module) => [pageOf(module), modulePage(module, target, policy)] as const);
  const manifest = manifestOf(course, target, policy);
  const entries = new Map<string, Buffer>([
    ...files,
    ...[...pages, ['imsmanifest.xml', manifest] as const].map(
      ([path, text]) => [path, Buffer.from(text, 'utf8')] as const,
    ),
  ]);
  return reproducibleZip(entries);
}

function manifestOf(course: BuiltCourse, target: BuildTarget, policy: BuildPolicy): string {
  if (target === 'scorm12') return manifest12(course);
  return manifest2004(course, target === 'scorm2004-3' ? '2004-3' : '2004-4', policy);
}
