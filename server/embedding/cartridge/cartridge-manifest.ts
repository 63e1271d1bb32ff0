import { escapeXml } from '../../authoring/index.ts';
import type { OutlineItem } from './outline.ts';

/** A link of the cartridge: its resource, file and what it opens. */
export interface CartridgeLink {
  readonly resource: string;
  readonly path: string;
  readonly item: OutlineItem;
}

/** An outline with names for its items and links, in document order. */
export interface NamedOutline {
  readonly xml: string;
  readonly links: readonly CartridgeLink[];
}

/** Items as XML (CC 1.3, 4.3): what opens has no children, groups have no resource; names are numbers, so nothing of a title can break one. */
export function nameOutline(items: readonly OutlineItem[]): NamedOutline {
  const links: CartridgeLink[] = [];
  let count = 0;
  const xmlOf = (item: OutlineItem): string => {
    count += 1;
    const identifier = `item-${count}`;
    const title = `<title>${escapeXml(item.title)}</title>`;
    if (!item.opens)
      return `<item identifier="${identifier}">${title}\n${item.children.map(xmlOf).join('\n')}\n</item>`;
    const resource = `link-${count}`;
    links.push({ resource, path: `links/${resource}.xml`, item });
    return `<item identifier="${identifier}" identifierref="${resource}">${title}</item>`;
  };
  return { xml: items.map(xmlOf).join('\n'), links };
}

/** imsmanifest.xml of a Common Cartridge 1.3: one organization with one root item (CC 1.3, 4.3), a resource for each link. */
export function cartridgeManifest(
  course: { readonly id: string; readonly title: string; readonly language: string },
  { xml, links }: NamedOutline,
): string {
  const resources = links.map(
    ({ resource, path }) =>
      `<resource identifier="${resource}" type="imsbasiclti_xmlv1p3"><file href="${path}"/></resource>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="schoolbeat-${course.id}" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
  xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest">
<metadata>
<schema>IMS Common Cartridge</schema>
<schemaversion>1.3.0</schemaversion>
<lomimscc:lom><lomimscc:general><lomimscc:title><lomimscc:string language="${course.language}">${escapeXml(course.title)}</lomimscc:string></lomimscc:title></lomimscc:general></lomimscc:lom>
</metadata>
<organizations>
<organization identifier="outline" structure="rooted-hierarchy">
<item identifier="root">
${xml}
</item>
</organization>
</organizations>
<resources>
${resources.join('\n')}
</resources>
</manifest>
`;
}
