import type { Activity, CourseStructure } from '../../../../server/standards/course-structure.ts';
import { DEFAULT_SEQUENCING } from '../../../../server/standards/default-sequencing.ts';
import type { DataModelContext } from '../../../../server/standards/scorm12/index.ts';
import { initialRecord } from '../../../../server/standards/scorm12/index.ts';

/** A SCO of its own, changed where a spec needs it. */
export function buildActivity(overrides: Partial<Activity> = {}): Activity {
  const identifier = overrides.identifier ?? 'halls';
  return {
    identifier,
    title: identifier,
    type: overrides.children === undefined ? 'sco' : 'cluster',
    children: [],
    isVisible: true,
    href: overrides.children === undefined ? `${identifier}/index.html` : null,
    parameters: '',
    dataFromLms: null,
    timeLimitAction: null,
    maxTimeAllowed: null,
    masteryScore: null,
    prerequisites: null,
    completionThreshold: null,
    hideLmsUi: [],
    sharedData: [],
    sequencing: DEFAULT_SEQUENCING,
    ...overrides,
  };
}

/** A course of these activities. */
export function buildCourse(...children: readonly Activity[]): CourseStructure {
  const root = buildActivity({ identifier: 'course', children });
  return {
    standard: 'scorm12',
    edition: '1.2',
    identifier: 'manifest',
    title: root.title,
    root,
    objectivesGlobalToSystem: true,
    sharedDataGlobalToSystem: true,
  };
}

/** The learner of the specs. */
export const LEARNER = { id: 'officer-7', name: 'Okafor, Dana' };

/** A running session of an activity that nobody has opened before. */
export function buildContext(overrides: Partial<Activity> = {}): DataModelContext {
  return {
    record: initialRecord(buildActivity(overrides), LEARNER, 'normal', null),
    limits: { suspendData: 4096 },
  };
}

/** A SCORM 1.2 manifest around the inside of its organization and of its resources. */
export function buildManifest(items: string, resources: string, attributes = ''): string {
  return `<?xml version="1.0"?>
<manifest identifier="m" ${attributes} xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org"><organization identifier="org"><title>Hall duty</title>${items}</organization></organizations>
  <resources>${resources}</resources>
</manifest>`;
}
