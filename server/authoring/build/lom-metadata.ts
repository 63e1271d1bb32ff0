import { msToIsoDuration } from '../../standards/index.ts';
import { escapeXml } from './xml-text.ts';

/** What the catalogues of other systems want to know. */
export interface Described {
  readonly title: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly audience: readonly string[];
  readonly minutes: number;
}

const RIGHTS = 'MIT licence. Nothing here is legal advice, and no state, board or association has approved it.';

/** LOM as IEEE 1484.12.3 binds it, for SCORM 2004 (CAM 4.5). */
export function lom2004({ title, description, keywords, audience, minutes }: Described): string {
  const roles = audience.map((who) => `<lom:description>${text2004(who)}</lom:description>`).slice(0, 1);
  return [
    '<lom:lom>',
    `<lom:general><lom:title>${text2004(title)}</lom:title><lom:language>en</lom:language>`,
    `<lom:description>${text2004(description)}</lom:description>`,
    ...keywords.map((word) => `<lom:keyword>${text2004(word)}</lom:keyword>`),
    '</lom:general>',
    `<lom:educational><lom:typicalLearningTime><lom:duration>${msToIsoDuration(minutes * 60_000)}</lom:duration></lom:typicalLearningTime>`,
    ...roles,
    '</lom:educational>',
    `<lom:rights><lom:copyrightAndOtherRestrictions><lom:source>LOMv1.0</lom:source><lom:value>yes</lom:value></lom:copyrightAndOtherRestrictions><lom:description>${text2004(RIGHTS)}</lom:description></lom:rights>`,
    '</lom:lom>',
  ].join('\n');
}

/** LOM as IMS Learning Resource Metadata 1.2.1 binds it, for SCORM 1.2 (CAM 2.2). */
export function lom12({ title, description, keywords, audience, minutes }: Described): string {
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;
  return [
    '<imsmd:lom>',
    `<imsmd:general><imsmd:title>${text12(title)}</imsmd:title><imsmd:language>en</imsmd:language>`,
    `<imsmd:description>${text12(description)}</imsmd:description>`,
    ...keywords.map((word) => `<imsmd:keyword>${text12(word)}</imsmd:keyword>`),
    '</imsmd:general>',
    `<imsmd:educational><imsmd:typicallearningtime><imsmd:datetime>${time}</imsmd:datetime></imsmd:typicallearningtime>`,
    ...audience.slice(0, 1).map((who) => `<imsmd:description>${text12(who)}</imsmd:description>`),
    '</imsmd:educational>',
    `<imsmd:rights><imsmd:description>${text12(RIGHTS)}</imsmd:description></imsmd:rights>`,
    '</imsmd:lom>',
  ].join('\n');
}

function text2004(words: string): string {
  return `<lom:string language="en">${escapeXml(words)}</lom:string>`;
}

function text12(words: string): string {
  return `<imsmd:langstring xml:lang="en">${escapeXml(words)}</imsmd:langstring>`;
}
