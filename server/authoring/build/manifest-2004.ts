import { mainOf, modulesOf, type BuildPolicy, type BuiltCourse, type BuiltModule } from './build-target.ts';
import { lom2004 } from './lom-metadata.ts';
import { describeCourse, describeModule, resourcesOf } from './manifest-parts.ts';
import { passOf } from './pass-mark.ts';
import { escapeXml } from './xml-text.ts';

const VERSIONS = { '2004-3': '2004 3rd Edition', '2004-4': '2004 4th Edition' } as const;

/**
 * imsmanifest.xml of SCORM 2004 (CAM 3, 5; SN 3). Contents are free; the test opens when every module is satisfied, which
 * they tell it by global objectives. Modules are practice: only the test gives the course its measure.
 */
export function manifest2004(course: BuiltCourse, edition: keyof typeof VERSIONS, policy: BuildPolicy): string {
  const taught = modulesOf(course).filter((module) => mainOf(module).kind === 'module');
  const gates = policy.testAfterModules ? taught.map(({ id }) => gateOf(course, id)) : [];
  const hasTest = course.parts.some(({ modules }) => modules.some((module) => mainOf(module).kind === 'test'));
  const parts = course.parts.map((part) =>
    [
      `<item identifier="part-${part.id}">`,
      `<title>${escapeXml(part.title)}</title>`,
      ...part.modules.map((module) =>
        itemOf(module, { gates, gate: gateOf(course, module.id), hasTest, isOwnPart: isPretest(part) }),
      ),
      partSequencing(part, hasTest),
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

/** Global objective by which a module tells the test that it is satisfied. */
function gateOf(course: BuiltCourse, module: string): string {
  return `schoolbeat-${course.id}-${module}-done`;
}

/** A part that counts for nothing as a whole still shows for itself how far it is. */
function isPretest({ modules }: BuiltCourse['parts'][number]): boolean {
  return modules.every((module) => mainOf(module).kind === 'pretest');
}

const NO_WEIGHT = '<imsss:rollupRules objectiveMeasureWeight="0"/>';
const NO_ROLLUP =
  '<imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false" objectiveMeasureWeight="0"/>';

/** A part without measure would weigh as a zero in the course (RB.1.1.a): where there is a test only its part weighs. */
function partSequencing(part: BuiltCourse['parts'][number], hasTest: boolean): string {
  const isWeighed = !hasTest || part.modules.some((module) => mainOf(module).kind === 'test');
  const rollup = isPretest(part) ? NO_ROLLUP : isWeighed ? '' : NO_WEIGHT;
  return `<imsss:sequencing><imsss:controlMode choice="true" flow="true"/>${rollup}</imsss:sequencing>`;
}

interface Around {
  /** What the test waits for. */
  readonly gates: readonly string[];
  /** The module's own. */
  readonly gate: string;
  readonly hasTest: boolean;
  /** The part holds nothing but pre-tests, and says itself that it does not count. */
  readonly isOwnPart: boolean;
}

function itemOf(built: BuiltModule, { gates, gate, hasTest, isOwnPart }: Around): string {
  const module = mainOf(built);
  const isTest = module.kind === 'test';
  return [
    `<item identifier="${built.id}" identifierref="res-${built.id}">`,
    `<title>${escapeXml(module.title)}</title>`,
    `<metadata>${lom2004(describeModule(built))}</metadata>`,
    '<imsss:sequencing>',
    ...(isTest && gates.length > 0 ? [gateRules(gates.length)] : []),
    ...(isOwnPart ? [] : rollupOf(module.kind, hasTest)),
    ...objectivesOf(passOf(module), { reads: isTest ? gates : [], writes: gates.includes(gate) ? gate : null }),
    '<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>',
    '</imsss:sequencing>',
    '</item>',
  ].join('\n');
}

/** The test cannot be chosen and is not flowed into while a module is not known to be satisfied (SN 3.4). */
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
  return kind === 'module' && hasTest ? [NO_WEIGHT] : [];
}

function objectivesOf(
  pass: number | null,
  { reads, writes }: { reads: readonly string[]; writes: string | null },
): string[] {
  if (pass === null && reads.length === 0 && writes === null) return [];
  const measure = pass === null ? '' : `<imsss:minNormalizedMeasure>${pass}</imsss:minNormalizedMeasure>`;
  const told =
    writes === null
      ? ''
      : `<imsss:mapInfo targetObjectiveID="${writes}" readSatisfiedStatus="false" readNormalizedMeasure="false" writeSatisfiedStatus="true"/>`;
  const primary = `<imsss:primaryObjective objectiveID="score"${pass === null ? '' : ' satisfiedByMeasure="true"'}>${measure}${told}</imsss:primaryObjective>`;
  const maps = reads.map(
    (gate, at) =>
      `<imsss:objective objectiveID="gate-${at}"><imsss:mapInfo targetObjectiveID="${gate}" readSatisfiedStatus="true" readNormalizedMeasure="false"/></imsss:objective>`,
  );
  return [`<imsss:objectives>${primary}${maps.join('')}</imsss:objectives>`];
}
