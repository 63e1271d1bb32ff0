import { escapeXml } from '../../authoring/index.ts';

/** What an LTI link of a cartridge opens. */
export interface LinkFacts {
  readonly title: string;
  readonly url: string;
  readonly courseId: string;
  readonly module: string | null;
}

/** Descriptor of an LTI link (CC 1.3, 4.8; the elements in the order of imslticc_v1p3 and imsbasiclti_v1p0). */
export function ltiLink({ title, url, courseId, module }: LinkFacts): string {
  const custom = [['course', courseId], ...(module === null ? [] : [['module', module]])];
  const properties = custom.map(
    ([name = '', value = '']) => `<lticm:property name="${name}">${escapeXml(value)}</lticm:property>`,
  );
  const address = escapeXml(url);
  return `<?xml version="1.0" encoding="UTF-8"?>
<cartridge_basiclti_link xmlns="http://www.imsglobal.org/xsd/imslticc_v1p3"
  xmlns:blti="http://www.imsglobal.org/xsd/imsbasiclti_v1p0" xmlns:lticm="http://www.imsglobal.org/xsd/imslticm_v1p0"
  xmlns:lticp="http://www.imsglobal.org/xsd/imslticp_v1p0">
<blti:title>${escapeXml(title)}</blti:title>
<blti:custom>
${properties.join('\n')}
</blti:custom>
<blti:launch_url>${address}</blti:launch_url>
${url.startsWith('https:') ? `<blti:secure_launch_url>${address}</blti:secure_launch_url>\n` : ''}<blti:vendor>
<lticp:code>schoolbeat</lticp:code>
<lticp:name>Schoolbeat</lticp:name>
</blti:vendor>
</cartridge_basiclti_link>
`;
}
