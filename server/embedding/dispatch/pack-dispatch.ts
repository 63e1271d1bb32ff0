import { escapeXml, reproducibleZip } from '../../authoring/index.ts';
import type { PackageStandard } from './dispatch-model.ts';

/** What a package is made of, none of which ever changes. */
export interface DispatchPackage {
  /** Id of the destination. */
  readonly id: string;
  readonly standard: PackageStandard;
  readonly title: string;
  /** Our address as people reach it. */
  readonly server: string;
}

/** The stub as `npm run build` made it. */
export interface StubFiles {
  readonly script: Buffer;
  readonly style: Buffer;
}

/** Packs a dispatch package: a manifest, a page, a script and a style; a reproducible zip. */
export function packDispatch(of: DispatchPackage, { script, style }: StubFiles): Promise<Buffer> {
  const manifest = of.standard === 'scorm12' ? manifest12(of) : manifest2004(of);
  return reproducibleZip(
    new Map([
      ['imsmanifest.xml', Buffer.from(manifest)],
      ['index.html', Buffer.from(pageOf(of))],
      ['dispatch.js', script],
      ['dispatch.css', style],
    ]),
  );
}

/** No inline script or style: an LMS may forbid them. */
function pageOf({ id, title, server }: DispatchPackage): string {
  return `<!doctype html>
<html lang="en" data-server="${escapeXml(server)}" data-destination="${escapeXml(id)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)}</title>
<link rel="stylesheet" href="dispatch.css">
<script src="dispatch.js" defer></script>
</head>
<body>
<main id="panel" role="status"><h1>${escapeXml(title)}</h1><noscript><p>This course needs JavaScript. Switch it on in the browser and load the page again.</p></noscript></main>
</body>
</html>
`;
}

const FILES = ['index.html', 'dispatch.js', 'dispatch.css'].map((path) => `<file href="${path}"/>`).join('');

/** SCORM 1.2 (CAM 2.3). No mastery score: the LMS would judge by it, and the course has judged. */
function manifest12({ id, title }: DispatchPackage): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="schoolbeat-dispatch-${escapeXml(id)}" version="1.2"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="org">
<organization identifier="org">
<title>${escapeXml(title)}</title>
<item identifier="course" identifierref="res-course"><title>${escapeXml(title)}</title></item>
</organization>
</organizations>
<resources><resource identifier="res-course" type="webcontent" adlcp:scormtype="sco" href="index.html">${FILES}</resource></resources>
</manifest>
`;
}

/** SCORM 2004 4th Edition (CAM 3): the content says how it ended, and nothing is judged by a measure (SN 3.13). */
function manifest2004({ id, title }: DispatchPackage): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="schoolbeat-dispatch-${escapeXml(id)}" version="1.0"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="org">
<organization identifier="org" adlseq:objectivesGlobalToSystem="false">
<title>${escapeXml(title)}</title>
<item identifier="course" identifierref="res-course"><title>${escapeXml(title)}</title>
<imsss:sequencing><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing></item>
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
</organization>
</organizations>
<resources><resource identifier="res-course" type="webcontent" adlcp:scormType="sco" href="index.html">${FILES}</resource></resources>
</manifest>
`;
}
