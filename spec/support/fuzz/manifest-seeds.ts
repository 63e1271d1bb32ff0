import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseXml } from '../xml.ts';
import { readZip } from '../zip.ts';
import { hasShared, SHARED_PACKAGES } from '../zips.ts';
import { type XmlTree, treeOf } from './xml-tree.ts';

/** A manifest to begin with, and the files that its package holds. */
export interface ManifestSeed {
  readonly name: string;
  readonly tree: XmlTree;
  readonly files: readonly string[];
}

const FILES = ['a.html', 'b.html', 'c.html'];

const SEED_12 = `<manifest identifier="m" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="org"><organization identifier="org"><title>Halls</title>
<item identifier="i1" identifierref="r1" parameters="?x=1"><title>One</title><adlcp:masteryscore>80</adlcp:masteryscore><adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed><adlcp:timelimitaction>exit,message</adlcp:timelimitaction><adlcp:datafromlms>seed</adlcp:datafromlms></item>
<item identifier="g1"><title>Group</title><item identifier="i2" identifierref="r2"><title>Two</title><adlcp:prerequisites type="aicc_script">i1&amp;~i3</adlcp:prerequisites></item>
<item identifier="i3" identifierref="r3" isvisible="false"><title>Three</title><adlcp:prerequisites type="aicc_script">2*{i1,i2}|i1="passed"</adlcp:prerequisites></item></item>
</organization></organizations>
<resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/><dependency identifierref="r3"/></resource>
<resource identifier="r2" type="webcontent" adlcp:scormtype="sco" href="b.html" xml:base=""><file href="b.html"/></resource>
<resource identifier="r3" type="webcontent" adlcp:scormtype="asset" href="c.html"><file href="c.html"/><dependency identifierref="r1"/></resource></resources></manifest>`;

const SEED_2004 = `<manifest identifier="m" version="1.0" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="org"><organization identifier="org" adlseq:objectivesGlobalToSystem="false"><title>Halls</title>
<item identifier="g1"><title>Group</title>
<item identifier="i1" identifierref="r1"><title>One</title><adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction><adlcp:dataFromLMS>seed</adlcp:dataFromLMS><adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.5" progressWeight="0.3"/><adlcp:data><adlcp:map targetID="store" readSharedData="true" writeSharedData="true"/></adlcp:data>
<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>
<imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="any"><imsss:ruleCondition condition="satisfied" operator="not" referencedObjective="o1"/><imsss:ruleCondition condition="objectiveMeasureGreaterThan" measureThreshold="0.3"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="attempted"/></imsss:ruleConditions><imsss:ruleAction action="retry"/></imsss:postConditionRule></imsss:sequencingRules>
<imsss:limitConditions attemptLimit="2" attemptAbsoluteDurationLimit="PT1H"/>
<imsss:objectives><imsss:primaryObjective objectiveID="o1" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure><imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="true" writeSatisfiedStatus="true" writeNormalizedMeasure="true"/></imsss:primaryObjective><imsss:objective objectiveID="o2"><imsss:mapInfo targetObjectiveID="h"/></imsss:objective></imsss:objectives>
<adlseq:objectives><adlseq:objective objectiveID="o1"><adlseq:mapInfo targetObjectiveID="g" writeRawScore="true"/></adlseq:objective></adlseq:objectives>
<imsss:deliveryControls tracked="true" completionSetByContent="true" objectiveSetByContent="false"/></imsss:sequencing></item>
<item identifier="i2" identifierref="r2"><title>Two</title><imsss:sequencing IDRef="s1"/></item>
<imsss:sequencing><imsss:controlMode choice="true" flow="true" forwardOnly="false"/><imsss:rollupRules rollupObjectiveSatisfied="true" objectiveMeasureWeight="0.5"><imsss:rollupRule childActivitySet="atLeastCount" minimumCount="1"><imsss:rollupConditions conditionCombination="any"><imsss:rollupCondition operator="noOp" condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="satisfied"/></imsss:rollupRule></imsss:rollupRules>
<imsss:randomizationControls randomizationTiming="once" selectCount="1" selectionTiming="onEachNewAttempt" reorderChildren="true"/><adlseq:constrainedChoiceConsiderations preventActivation="false" constrainChoice="true"/><adlseq:rollupConsiderations requiredForSatisfied="ifAttempted"/></imsss:sequencing></item>
<item identifier="i3" identifierref="r3"><title>Three</title></item>
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing></organization></organizations>
<resources><resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="a.html"><file href="a.html"/></resource>
<resource identifier="r2" type="webcontent" adlcp:scormType="sco" href="b.html"><file href="b.html"/></resource>
<resource identifier="r3" type="webcontent" adlcp:scormType="asset" href="c.html"><file href="c.html"/></resource></resources>
<imsss:sequencingCollection><imsss:sequencing ID="s1" IDRef="s1"><imsss:controlMode choiceExit="false"/><imsss:limitConditions attemptLimit="1"/></imsss:sequencing></imsss:sequencingCollection></manifest>`;

/** Our own two manifests, and those of packages that others wrote where they are there. */
export async function manifestSeeds(): Promise<ManifestSeed[]> {
  const seeds = [
    { name: 'own 1.2', tree: treeOf(parseXml(SEED_12)), files: FILES },
    { name: 'own 2004', tree: treeOf(parseXml(SEED_2004)), files: FILES },
  ];
  for (const name of sharedZips()) {
    const files = await readZip(join(SHARED_PACKAGES, name));
    const manifest = files.get('imsmanifest.xml');
    if (manifest === undefined) continue;
    seeds.push({ name, tree: treeOf(parseXml(manifest)), files: [...files.keys()] });
  }
  return seeds;
}

/** Packages that others wrote and that can be read; none where they are absent. */
export function sharedZips(): string[] {
  return ['packages', 'adl2004', 'adl12'].flatMap((folder) =>
    hasShared(folder)
      ? readdirSync(join(SHARED_PACKAGES, folder))
          .filter((name) => name.endsWith('.zip') && !/^(?:mut_|moodle_)/.test(name))
          .slice(0, 20)
          .map((name) => `${folder}/${name}`)
      : [],
  );
}
