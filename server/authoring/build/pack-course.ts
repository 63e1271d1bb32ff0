import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { BuildPolicy, BuildTarget, BuiltCourse } from './build-target.ts';
import { modulesOf } from './build-target.ts';
import { manifest12 } from './manifest-12.ts';
import { manifest2004 } from './manifest-2004.ts';
import { modulePage, pageOf } from './module-page.ts';

/** Fixed local time of every entry: DOS times know no zone, so that the same source gives the same bytes everywhere. */
const ENTRY_TIME = new Date(2026, 0, 1);
const STORED = /\.(woff2|webp|png|jpe?g|mp4|webm|gif)$/;

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
  const zip = new ZipFile();
  for (const path of [...entries.keys()].sort()) {
    zip.addBuffer(entries.get(path) ?? Buffer.alloc(0), path, {
      mtime: ENTRY_TIME,
      forceDosTimestamp: true,
      mode: 0o100644,
      compress: !STORED.test(path),
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}

function manifestOf(course: BuiltCourse, target: BuildTarget, policy: BuildPolicy): string {
  if (target === 'scorm12') return manifest12(course);
  return manifest2004(course, target === 'scorm2004-3' ? '2004-3' : '2004-4', policy);
}
