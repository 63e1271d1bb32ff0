import { mainOf, type BuiltCourse, type BuiltModule } from './build-target.ts';
import { lom12 } from './lom-metadata.ts';
import { describeCourse, describeModule, resourcesOf } from './manifest-parts.ts';
import { passOf } from './pass-mark.ts';
import { escapeXml } from './xml-text.ts';

/** imsmanifest.xml of SCORM 1.2 (CAM 2.3). The mastery score is there for reports; the module tells passed or failed itself. */
export function manifest12(course: BuiltCourse): string {
  const parts = course.parts.map(({ id, title, modules }) =>
    [`<item identifier="part-${id}">`, `<title>${escapeXml(title)}</title>`, ...modules.map(item12), '</item>'].join(
      '\n',
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="schoolbeat-${course.id}" version="1.2"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1">
<metadata>
<schema>ADL SCORM</schema>
<schemaversion>1.2</schemaversion>
${lom12(describeCourse(course))}
</metadata>
<organizations default="org-${course.id}">
<organization identifier="org-${course.id}">
<title>${escapeXml(course.title)}</title>
${parts.join('\n')}
</organization>
</organizations>
${resourcesOf(course, 'adlcp:scormtype')}
</manifest>
`;
}

function item12(module: BuiltModule): string {
  const pass = passOf(mainOf(module));
  return [
    `<item identifier="${module.id}" identifierref="res-${module.id}">`,
    `<title>${escapeXml(mainOf(module).title)}</title>`,
    ...(pass === null ? [] : [`<adlcp:masteryscore>${Math.round(pass * 100)}</adlcp:masteryscore>`]),
    `<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>${lom12(describeModule(module))}</metadata>`,
    '</item>',
  ].join('\n');
}
