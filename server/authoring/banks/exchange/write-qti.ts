import type { BankItem, BankSource } from '../../../standards/module/index.ts';
import { reproducibleZip } from '../../build/reproducible-zip.ts';
import { writeProse } from './qti-prose.ts';
import { type QtiEdition, type QtiTag, qtiTags, xmlText } from './qti-names.ts';

const NAMESPACES: Readonly<Record<QtiEdition, string>> = {
  '2.1': 'http://www.imsglobal.org/xsd/imsqti_v2p1',
  '3.0': 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
};
const PACKAGES: Readonly<Record<QtiEdition, { xmlns: string; schema: string; version: string; type: string }>> = {
  '2.1': {
    xmlns: 'http://www.imsglobal.org/xsd/imscp_v1p1',
    schema: 'QTIv2.1 Package',
    version: '1.0.0',
    type: 'imsqti_item_xmlv2p1',
  },
  '3.0': {
    xmlns: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
    schema: 'QTI Package',
    version: '3.0.0',
    type: 'imsqti_item_xmlv3p0',
  },
};
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A QTI package of a bank: a file for each item, and a manifest with objective, tags and the like as LOM metadata. */
export function writeQti(bank: BankSource, edition: QtiEdition): Promise<Buffer> {
  return reproducibleZip(
    new Map(
      [
        ...bank.items.map((item) => [pathOf(item), itemXml(item, edition)] as const),
        ['imsmanifest.xml', manifestXml(bank, edition)] as const,
      ].map(([path, xml]) => [path, Buffer.from(HEAD + xml, 'utf8')]),
    ),
  );
}

const pathOf = ({ id }: BankItem): string => `items/${id}.xml`;

/** QTI 2.1, 4.1: a question with one right choice; the reasons are feedback by choice. */
function itemXml({ id, prompt, options }: BankItem, edition: QtiEdition): string {
  const tag = qtiTags(edition);
  const right = options.find(({ correct }) => correct)?.id ?? '';
  const correct = tag('correctResponse', {}, tag('value', {}, xmlText(right)));
  const zero = tag('defaultValue', {}, tag('value', {}, '0'));
  const choices = options.map((option) => line(tag('simpleChoice', { identifier: option.id }, xmlText(option.text))));
  const asked = { responseIdentifier: 'RESPONSE', shuffle: 'true', maxChoices: '1' };
  const feedback = options.map(({ id: identifier, why }) => {
    const reason = edition === '2.1' ? writeProse(why) : tag('contentBody', {}, writeProse(why));
    return line(tag('modalFeedback', { outcomeIdentifier: 'FEEDBACK', identifier, showHide: 'show' }, reason));
  });
  return tag(
    'assessmentItem',
    { xmlns: NAMESPACES[edition], identifier: id, title: id, adaptive: 'false', timeDependent: 'false' },
    line(tag('responseDeclaration', declared('RESPONSE', 'identifier'), correct)),
    line(tag('outcomeDeclaration', declared('SCORE', 'float'), zero)),
    line(tag('outcomeDeclaration', declared('FEEDBACK', 'identifier'))),
    line(tag('itemBody', {}, `<div>${writeProse(prompt)}</div>`, line(tag('choiceInteraction', asked, ...choices)))),
    line(processing(tag)),
    ...feedback,
    '\n',
  );
}

function declared(identifier: string, baseType: string): Record<string, string> {
  return { identifier, cardinality: 'single', baseType };
}

function processing(tag: QtiTag): string {
  const isRight = tag(
    'match',
    {},
    tag('variable', { identifier: 'RESPONSE' }),
    tag('correct', { identifier: 'RESPONSE' }),
  );
  const score = tag('setOutcomeValue', { identifier: 'SCORE' }, tag('baseValue', { baseType: 'float' }, '1'));
  return tag(
    'responseProcessing',
    {},
    tag('responseCondition', {}, tag('responseIf', {}, isRight, score)),
    tag('setOutcomeValue', { identifier: 'FEEDBACK' }, tag('variable', { identifier: 'RESPONSE' })),
  );
}

function manifestXml(bank: BankSource, edition: QtiEdition): string {
  const { xmlns, schema, version, type } = PACKAGES[edition];
  const resources = bank.items.map(
    (item) =>
      `\n<resource identifier="item-${xmlText(item.id)}" type="${type}" href="${xmlText(pathOf(item))}">` +
      `<metadata>${lomXml(item, bank)}</metadata><file href="${xmlText(pathOf(item))}"/></resource>`,
  );
  return (
    `<manifest xmlns="${xmlns}" identifier="bank-${xmlText(bank.id)}">` +
    `<metadata><schema>${schema}</schema><schemaversion>${version}</schemaversion></metadata>` +
    `<organizations/><resources>${resources.join('')}\n</resources></manifest>\n`
  );
}

/** IEEE 1484.12.1: tags are keywords, the objective is a classification, the rationale says how the item is to be used. */
function lomXml({ id, tags, retired, kind, difficulty, rationale, objective }: BankItem, bank: BankSource): string {
  const goal = bank.objectives.find((one) => one.id === objective)?.text ?? objective;
  const level = difficulty === 'hard' ? 'difficult' : difficulty;
  return [
    '<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general>',
    `<identifier><catalog>schoolbeat</catalog><entry>${xmlText(id)}</entry></identifier>`,
    ...tags.map((tag) => `<keyword>${said(tag)}</keyword>`),
    '</general><lifeCycle><status>',
    `${word('LOMv1.0', retired ? 'unavailable' : 'final')}</status></lifeCycle><educational>`,
    `<learningResourceType>${word('schoolbeat', kind)}</learningResourceType>`,
    level === undefined ? '' : `<difficulty>${word('LOMv1.0', level)}</difficulty>`,
    rationale === undefined ? '' : `<description>${said(rationale)}</description>`,
    `</educational><classification><purpose>${word('LOMv1.0', 'educational objective')}</purpose>`,
    `<description>${said(goal)}</description><keyword>${said(objective)}</keyword></classification></lom>`,
  ].join('');
}

function line(xml: string): string {
  return `\n${xml}`;
}

function said(text: string): string {
  return `<string language="en">${xmlText(text)}</string>`;
}

/** A value of a LOM vocabulary. */
function word(source: string, value: string): string {
  return `<source>${source}</source><value>${value}</value>`;
}
