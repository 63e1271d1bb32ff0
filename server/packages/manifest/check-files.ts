import type { Activity, CourseStructure, PackageIssue } from '../../standards/index.ts';
import { createLooseLookup } from '../archive/loose-lookup.ts';

/** Compares the files that the manifest names with those in the package; a missing start file refuses the package. */
export function checkFiles(
  structure: CourseStructure,
  named: readonly string[],
  present: readonly string[],
): PackageIssue[] {
  const spec = structure.standard === 'scorm12' ? 'CAM 2.3.2.6' : 'CAM 3.4.1.8';
  const lookup = createLooseLookup(new Map(present.map((path) => [path, path])));
  const starts = startsOf(structure.root);
  const issues: PackageIssue[] = [];
  for (const path of new Set([...starts.keys(), ...named])) {
    const found = lookup(path);
    const title = starts.get(path);
    if (found?.isExact === true) continue;
    if (found !== null) {
      const message = `The manifest calls this file "${path}", the package "${found.value}". It is found all the same.`;
      issues.push({ severity: 'warning', code: 'FILE_NAME_CASE', message, path, spec });
    } else if (title === undefined) {
      const message = 'The manifest names this file, but the package does not have it.';
      issues.push({ severity: 'warning', code: 'FILE_MISSING', message, path, spec });
    } else {
      const message = `"${title}" begins with this file, but the package does not have it. Add it and export the course again.`;
      issues.push({ severity: 'error', code: 'START_FILE_MISSING', message, path, spec });
    }
  }
  return issues;
}

/** Start files in the package by path, with the title of the first activity that begins there. */
function startsOf(root: Activity): Map<string, string> {
  const starts = new Map<string, string>();
  const waiting = [root];
  for (let activity = waiting.pop(); activity !== undefined; activity = waiting.pop()) {
    const { href, title } = activity;
    const isInside = href !== null && !/^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(href);
    if (isInside && !starts.has(href)) starts.set(href, title);
    for (const child of activity.children) waiting.push(child);
  }
  return starts;
}
