import { escapeXml } from '../../build/xml-text.ts';
import type { Handout } from './handout-page.ts';

/** Identifier of the one SCO. */
export const HANDOUT_SCO = 'handout';

/** imsmanifest.xml of SCORM 2004 4th Edition with one SCO (CAM 3): complete when it says so, by how much of it was seen. */
export function handoutManifest({ title }: Handout, paths: readonly string[], sha256: string): string {
  const name = escapeXml(title);
  const files = paths.map((path) => `<file href="${escapeXml(path)}"/>`).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="schoolbeat-handout-${sha256.slice(0, 16)}" version="1.0"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata>
<schema>ADL SCORM</schema>
<schemaversion>2004 4th Edition</schemaversion>
</metadata>
<organizations default="org">
<organization identifier="org">
<title>${name}</title>
<item identifier="${HANDOUT_SCO}" identifierref="res-${HANDOUT_SCO}">
<title>${name}</title>
<imsss:sequencing><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing>
</item>
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
</organization>
</organizations>
<resources>
<resource identifier="res-${HANDOUT_SCO}" type="webcontent" adlcp:scormType="sco" href="index.html">
${files}
</resource>
</resources>
</manifest>
`;
}
