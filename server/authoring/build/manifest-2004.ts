import { mainOf, type BuildPolicy, type BuiltCourse, type BuiltModule } from './build-target.ts';
import { lom2004 } from './lom-metadata.ts';
import { describeCourse, describeModule, resourcesOf } from './manifest-parts.ts';
import { passOf } from './pass-mark.ts';
import { escapeXml } from './xml-text.ts';

const VERSIONS = { '2004-3': '2004 3rd Edition', '2004-4': '2004 4th Edition' } as const;

/**
 * imsmanifest.xml of SCORM 2004 (CAM 3, 5; SN 3). Contents are free; the test opens when every part with modules is satisfied,
 * which the parts tell it by global objectives. Modules are practice: only the test gives the course its measure.
 */
export function manifest2004(course: BuiltCourse, edition: keyof typeof VERSIONS, policy: BuildPolicy): string {
  const taught = course.parts.filter(({ modules }) => modules.some((module) => mainOf(module).kind === 'module'));
  const gates = taught.map(({ id }) => gateOf(course, id));
  const hasTest = course.parts.some(({ modules }) => modules.some((module) => mainOf(module).kind === 'test'));
  const parts = course.parts.map((part) =>
    [
      `<item identifier="part-${part.id}">`,
      `<title>${escapeXml(part.title)}</title>`,
      ...part.modules.map((module) =>
        itemOf(module, { gates: policy.testAfterModules ? gates : [], hasTest, isOwnPart: isPretest(part) }),
      ),
      partSequencing(taught.includes(part) ? gateOf(course, part.id) : null, isPretest(part)),
      '</item>',
    ].join('\n'),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="schoolbeat-${course.id}" version="1.0"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:lom="http://ltsc.ieee.org/xsd/LOM">
<metadata>
<schema>ADL SCORM</schema>
<schemaversion>${VERSIONS[edition]}</schemaversion>
${lom2004(describeCourse(course))}
</metadata>
<organizations default="org-${course.id}">
<organization identifier="org-${course.id}" adlseq:objectivesGlobalToSystem="false">
<title>${escapeXml(course.title)}</title>
${parts.join('\n')}
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
</organization>
</organizations>
${resourcesOf(course, 'adlcp:scormType')}
</manifest>
`;
}

function gateOf(course: BuiltCourse, part: string): string {
  return `schoolbeat-${course.id}-${part}-done`;
}

/** A part that counts for nothing as a whole still shows for itself how far it is. */
function isPretest({ modules }: BuiltCourse['parts'][number]): boolean {
  return modules.every((module) => mainOf(module).kind === 'pretest');
}

const NO_ROLLUP =
  '<imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false" objectiveMeasureWeight="0"/>';

function partSequencing(gate: string | null, isForNothing: boolean): string {
  const primary =
    gate === null
      ? ''
      : `<imsss:objectives><imsss:primaryObjective objectiveID="done"><imsss:mapInfo targetObjectiveID="${gate}" readSatisfiedStatus="false" readNormalizedMeasure="false" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives>`;
  const rollup = isForNothing ? NO_ROLLUP : '';
  return `<imsss:sequencing><imsss:controlMode choice="true" flow="true"/>${rollup}${primary}</imsss:sequencing>`;
}

interface Around {
  readonly gates: readonly string[];
  readonly hasTest: boolean;
  /** The part holds nothing but pre-tests, and says itself that it does not count. */
  readonly isOwnPart: boolean;
}

function itemOf(built: BuiltModule, { gates, hasTest, isOwnPart }: Around): string {
  const module = mainOf(built);
  const isTest = module.kind === 'test';
  return [
    `<item identifier="${built.id}" identifierref="res-${built.id}">`,
    `<title>${escapeXml(module.title)}</title>`,
    `<metadata>${lom2004(describeModule(built))}</metadata>`,
    '<imsss:sequencing>',
    ...(isTest && gates.length > 0 ? [gateRules(gates.length)] : []),
    ...(isOwnPart ? [] : rollupOf(module.kind, hasTest)),
    ...objectivesOf(passOf(module), isTest ? gates : []),
    '<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>',
    '</imsss:sequencing>',
    '</item>',
  ].join('\n');
}

/** The test cannot be chosen and is not flowed into while a part is not known to be satisfied (SN 3.4). */
function gateRules(count: number): string {
  const conditions = Array.from({ length: count }, (_, at) =>
    ['satisfied', 'objectiveStatusKnown']
      .map(
        (condition) =>
          `<imsss:ruleCondition referencedObjective="gate-${at}" operator="not" condition="${condition}"/>`,
      )
      .join(''),
  );
  const rule = `<imsss:preConditionRule><imsss:ruleConditions conditionCombination="any">${conditions.join('')}</imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule>`;
  return `<imsss:sequencingRules>${rule}</imsss:sequencingRules>`;
}

/** A pre-test counts for nothing; modules count for completion; where there is a test it alone gives the measure. */
function rollupOf(kind: 'module' | 'pretest' | 'test', hasTest: boolean): string[] {
  if (kind === 'pretest') {
    return [NO_ROLLUP];
  }
  return kind === 'module' && hasTest ? ['<imsss:rollupRules objectiveMeasureWeight="0"/>'] : [];
}

function objectivesOf(pass: number | null, gates: readonly string[]): string[] {
  if (pass === null && gates.length === 0) return [];
  const measure = pass === null ? '' : `<imsss:minNormalizedMeasure>${pass}</imsss:minNormalizedMeasure>`;
  const primary = `<imsss:primaryObjective objectiveID="score"${pass === null ? '' : ' satisfiedByMeasure="true"'}>${measure}</imsss:primaryObjective>`;
  const maps = gates.map(
    (gate, at) =>
      `<imsss:objective objectiveID="gate-${at}"><imsss:mapInfo targetObjectiveID="${gate}" readSatisfiedStatus="true" readNormalizedMeasure="false"/></imsss:objective>`,
  );
  return [`<imsss:objectives>${primary}${maps.join('')}</imsss:objectives>`];
}
