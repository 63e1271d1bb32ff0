import type { Activity, CourseStructure, PackageIssue } from '../standards/index.ts';
import { LARGE_SUSPEND_DATA, readStoredLimits, STRANDS } from './package-input.ts';
import { mayDiscard } from './package-policy.ts';
import {
  byteWords,
  countWords,
  courseStateChip,
  dayWords,
  editionWords,
  strandWords,
  versionStateWords,
} from './package-words.ts';
import type { VersionAndCourse } from './version-service.ts';

/** What the page of a version is made of. */
export interface VersionFacts extends VersionAndCourse {
  readonly structure: CourseStructure;
  readonly issues: readonly PackageIssue[];
  readonly timeZone: string;
  /** Sentences by field of the form that was not taken. */
  readonly faults?: Readonly<Record<string, string>>;
  /** What was typed into that form. */
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly hasContentOrigin: boolean;
}

/** A node of the contents as the tree partial shows it. */
interface TreeNode {
  readonly title: string;
  readonly isGroup: boolean;
  readonly note: string;
  readonly children: readonly TreeNode[];
}

/** A version as its authors see it: what was found, what can be changed, what can be done. */
export function versionView(facts: VersionFacts) {
  const { version, course, structure, issues, mayChange, timeZone, faults = {}, typed = {} } = facts;
  const isCurrent = course.currentVersionId === version.id;
  const limits = readStoredLimits(version.limits);
  const isPublished = course.state === 'published' && isCurrent;
  return {
    versionId: version.id,
    courseId: course.id,
    title: course.title,
    chip: courseStateChip(course.state),
    versionWords: `Version ${version.number}, ${versionStateWords(version.state, isCurrent)}`,
    mayChange,
    notLaunchable: facts.hasContentOrigin
      ? ''
      : 'This server has no content origin, so uploaded packages are kept but not opened. Its operator sets contentUrl.',
    found: [
      { term: 'Standard', words: editionWords(version.edition) },
      { term: 'Title in the package', words: structure.title },
      { term: 'Parts', words: countWords(countParts(structure.root), 'part', 'parts') },
      { term: 'Files', words: countWords(version.fileCount, 'file', 'files') },
      { term: 'Package', words: `${version.sourceName}, ${byteWords(version.sourceBytes)}` },
      { term: 'Received', words: dayWords(version.createdAt, timeZone) },
      { term: 'SHA-256', words: version.sourceSha256 },
    ],
    contents: structure.root.children.map(treeNode),
    findings: issues.map(findingView),
    hasFindings: issues.length > 0,
    actions: {
      publish: mayChange && !isPublished,
      publishLabel: publishLabel(facts, isCurrent),
      replace: mayChange,
      withdraw: mayChange && isPublished,
      discard: mayChange && mayDiscard(version.state),
    },
    details: {
      title: textOf(typed['title'], course.title),
      description: textOf(typed['description'], course.description),
      strands: STRANDS.map((value) => ({
        value,
        label: strandWords(value) || 'Not chosen',
        isChosen: value === textOf(typed['strand'], course.strand),
      })),
      titleFault: faults['title'] ?? '',
      descriptionFault: faults['description'] ?? '',
    },
    limits: {
      largeSuspendData: limits.suspendData === LARGE_SUSPEND_DATA,
      popups: limits.popups,
      allowedHosts: textOf(typed['allowedHosts'], limits.allowedHosts.join('\n')),
      hostsFault: faults['allowedHosts'] ?? '',
    },
  };
}

/** One finding of a check, with its place in words. */
export function findingView(issue: PackageIssue) {
  const line = issue.line === undefined ? '' : `line ${issue.line}`;
  return {
    tone: issue.severity === 'error' ? 'error' : 'warning',
    word: issue.severity === 'error' ? 'Error' : 'Warning',
    message: issue.message,
    where: [issue.path ?? '', line, issue.spec ?? ''].filter(Boolean).join(', '),
    code: issue.code,
  };
}

function publishLabel({ version, course }: VersionFacts, isCurrent: boolean): string {
  if (course.currentVersionId === null) return 'Publish';
  if (isCurrent) return 'Publish again';
  return version.state === 'found' ? 'Publish this version' : 'Go back to this version';
}

function treeNode(activity: Activity): TreeNode {
  const isGroup = activity.children.length > 0;
  const mastery = activity.masteryScore === null ? '' : `passed from ${activity.masteryScore}`;
  const kind = isGroup ? '' : activity.type === 'asset' ? 'page without a record' : mastery;
  const note = [kind, activity.isVisible ? '' : 'hidden in the contents'].filter(Boolean).join(', ');
  return { title: activity.title, isGroup, note, children: activity.children.map(treeNode) };
}

function countParts(activity: Activity): number {
  const own = activity.type === 'cluster' ? 0 : 1;
  return activity.children.reduce((sum, child) => sum + countParts(child), own);
}

function textOf(typed: unknown, stored: string): string {
  return typeof typed === 'string' ? typed : stored;
}
