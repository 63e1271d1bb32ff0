import { mainOf, modulesOf, type BuiltCourse, type BuiltModule } from './build-target.ts';
import type { Described } from './lom-metadata.ts';
import { pageOf } from './module-page.ts';
import { escapeXml } from './xml-text.ts';

/** Files that every module loads; one resource that the others depend on. */
export const SHARED_FILES = [
  'assets/module.js',
  'assets/module.css',
  'fonts/bitter-latin-wght-normal.woff2',
  'fonts/public-sans-latin-wght-normal.woff2',
];

/** What the course says of itself to a catalogue. */
export function describeCourse(course: BuiltCourse): Described {
  const { title, summary: description, keywords, audience } = course;
  const minutes = modulesOf(course).reduce((sum, module) => sum + mainOf(module).minutes, 0);
  return { title, description, keywords, audience, minutes };
}

/** What a module says of itself to a catalogue. */
export function describeModule(module: BuiltModule): Described {
  const { title, summary: description, minutes } = mainOf(module);
  return { title, description, keywords: [], audience: [], minutes };
}

/** `<resources>`: a SCO each module, and what they share; `typeName` is the attribute of the standard. */
export function resourcesOf(course: BuiltCourse, typeName: 'adlcp:scormtype' | 'adlcp:scormType'): string {
  const scos = modulesOf(course).map((module) =>
    [
      `<resource identifier="res-${module.id}" type="webcontent" ${typeName}="sco" href="${pageOf(module)}">`,
      ...[pageOf(module), ...module.media].map(fileElement),
      '<dependency identifierref="res-shared"/>',
      '</resource>',
    ].join('\n'),
  );
  const shared = [
    `<resource identifier="res-shared" type="webcontent" ${typeName}="asset">`,
    ...SHARED_FILES.map(fileElement),
    '</resource>',
  ];
  return ['<resources>', ...scos, ...shared, '</resources>'].join('\n');
}

function fileElement(path: string): string {
  return `<file href="${escapeXml(path)}"/>`;
}
