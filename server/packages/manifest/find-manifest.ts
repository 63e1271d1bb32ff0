import type { PackageIssue } from '../../standards/index.ts';
import { recogniseFiles } from '../../standards/index.ts';

/** Where the course begins in the archive. */
export interface FoundManifest {
  /** Path of the manifest in the archive. */
  readonly path: string;
  /** Folder of the course in the archive, '' or with a slash at its end. */
  readonly folder: string;
}

const NAME = 'imsmanifest.xml';

/** What file managers leave behind in archives; it is not part of a course. */
export function isDebris(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);
}

/**
 * Finds imsmanifest.xml (SCORM 1.2 CAM 2.3.1: in the root of the package). One folder around everything is tolerated; of
 * several manifests the topmost wins; two on one level without one above them are refused.
 */
export function findManifest(paths: readonly string[]): { found: FoundManifest | null; issues: PackageIssue[] } {
  const files = paths.filter((path) => !path.endsWith('/') && !isDebris(path));
  const manifests = files.filter((path) => path.slice(path.lastIndexOf('/') + 1).toLowerCase() === NAME);
  if (manifests.length === 0) return { found: null, issues: [...recogniseFiles(files).issues] };
  const depth = Math.min(...manifests.map(depthOf));
  const topmost = manifests.filter((path) => depthOf(path) === depth);
  const path = topmost.find((one) => one.endsWith(NAME)) ?? topmost[0] ?? '';
  if (topmost.length > 1) {
    const message = `The archive has ${topmost.length} manifests side by side (${topmost.slice(0, 5).join(', ')}). Upload each course as a zip of its own.`;
    return { found: null, issues: [issue('error', 'MANIFEST_SEVERAL', message, path)] };
  }
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const outside = files.filter((file) => !file.startsWith(folder));
  if (outside.length > 0) {
    const message = `The manifest lies in the folder "${folder}", but ${outside.length} files lie outside of it. Zip the content of that folder, so that imsmanifest.xml is at the top.`;
    return { found: null, issues: [issue('error', 'MANIFEST_IN_FOLDER', message, path)] };
  }
  return { found: { path, folder }, issues: warnings(path, folder, manifests) };
}

function warnings(path: string, folder: string, manifests: readonly string[]): PackageIssue[] {
  const issues: PackageIssue[] = [];
  if (folder !== '') {
    const message = `Everything lies in the folder "${folder}". The course is read from there.`;
    issues.push(issue('warning', 'MANIFEST_IN_FOLDER', message, path));
  }
  if (!path.endsWith(NAME)) {
    issues.push(issue('warning', 'MANIFEST_NAME', `The manifest should be called ${NAME}, in lower case.`, path));
  }
  if (manifests.length > 1) {
    const message = `The package has ${manifests.length} manifests. The topmost one is the course.`;
    issues.push(issue('warning', 'MANIFEST_SEVERAL', message, path));
  }
  return issues;
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function issue(severity: PackageIssue['severity'], code: string, message: string, path: string): PackageIssue {
  return { severity, code, message, path, spec: 'CAM 2.3.1' };
}
