import { Buffer } from 'node:buffer';
import { ZipFile } from 'yazl';

/** Makes a zip of the files, in the order given. */
async function zipFiles(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A content object that does nothing by itself; journeys drive it through `window.lms`. */
export const PUPPET = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Puppet</title></head>
<body><h1>Puppet</h1><p><label>Type here <input id="typing"></label></p>
<script>
function find(name) { for (var w = window, i = 0; i < 10; w = w.parent, i++) { if (w[name]) return w[name]; if (w === w.parent) return null; } return null; }
var newer = find('API_1484_11'), older = find('API');
window.lms = newer
  ? { init: () => newer.Initialize(''), set: (e, v) => newer.SetValue(e, v), get: (e) => newer.GetValue(e), commit: () => newer.Commit(''), end: () => newer.Terminate(''), error: () => newer.GetLastError() }
  : { init: () => older.LMSInitialize(''), set: (e, v) => older.LMSSetValue(e, v), get: (e) => older.LMSGetValue(e), commit: () => older.LMSCommit(''), end: () => older.LMSFinish(''), error: () => older.LMSGetLastError() };
window.began = window.lms.init();
</script></body></html>`;

/** One item of a package made for a spec. */
export interface SpecItem {
  readonly id: string;
  readonly title: string;
  /** Further manifest elements inside the item. */
  readonly inside?: string;
  readonly html?: string;
}

const fileOf = (item: SpecItem): string => `${item.id}.html`;

const itemXml = (item: SpecItem): string =>
  `<item identifier="${item.id}" identifierref="res-${item.id}"><title>${item.title}</title>${item.inside ?? ''}</item>`;

const resourceXml = (item: SpecItem, typeName: string): string =>
  `<resource identifier="res-${item.id}" type="webcontent" adlcp:${typeName}="sco" href="${fileOf(item)}">` +
  `<file href="${fileOf(item)}"/></resource>`;

const pages = (items: readonly SpecItem[]): Record<string, string> =>
  Object.fromEntries(items.map((item) => [fileOf(item), item.html ?? PUPPET]));

/** A package of the same identifier is a new version of the same course: each title is a course of its own. */
const identifierOf = (title: string): string => `spec-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

/** A SCORM 1.2 package with one SCO for each item. */
export function scorm12Package(
  title: string,
  items: readonly SpecItem[],
  more: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="${identifierOf(title)}" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="org"><organization identifier="org"><title>${title}</title>
${items.map(itemXml).join('\n')}
</organization></organizations>
<resources>${items.map((item) => resourceXml(item, 'scormtype')).join('\n')}</resources>
</manifest>`;
  return zipFiles({ 'imsmanifest.xml': manifest, ...pages(items), ...more });
}

/** A SCORM 2004 4th Edition package; `rules` is the sequencing of the organization. */
export function scorm2004Package(title: string, items: readonly SpecItem[], rules?: string): Promise<Buffer> {
  const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="${identifierOf(title)}" version="1.0" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="org"><organization identifier="org"><title>${title}</title>
${items.map(itemXml).join('\n')}
<imsss:sequencing>${rules ?? '<imsss:controlMode choice="true" flow="true"/>'}</imsss:sequencing></organization></organizations>
<resources>${items.map((item) => resourceXml(item, 'scormType')).join('\n')}</resources>
</manifest>`;
  return zipFiles({ 'imsmanifest.xml': manifest, ...pages(items) });
}
