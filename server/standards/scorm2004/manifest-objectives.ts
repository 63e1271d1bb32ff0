import type { ObjectiveDefinition, ObjectiveMap } from '../course-structure.ts';
import { childNamed, childrenNamed } from '../manifest-xml.ts';
import type { XmlElement } from '../xml-element.ts';
import { decimalText, identifierAttribute } from './manifest-values.ts';
import type { ManifestValues } from './manifest-values.ts';

const ADLSEQ = 'http://www.adlnet.org/xsd/adlseq_v1p3';
const SPEC = 'SN 3.10';

/** The objective of an activity that defines none: it contributes to rollup and is written by cmi.success_status. */
const UNNAMED_PRIMARY: ObjectiveDefinition = {
  id: null,
  isPrimary: true,
  satisfiedByMeasure: false,
  minNormalizedMeasure: 1,
  maps: [],
};

/** Objectives of one `<sequencing>`, the primary one first, with the ADL extension's maps joined in (SN 3.10, CAM 5.1.8). */
export function readObjectives(
  sources: readonly (readonly XmlElement[])[],
  values: ManifestValues,
): ObjectiveDefinition[] {
  const found = sources.flat().filter((element) => element.name === 'objectives');
  const plain = found.find((element) => element.namespace !== ADLSEQ);
  const extension = found.find((element) => element.namespace === ADLSEQ);
  const extras = extrasById(extension === undefined ? [] : childrenNamed(extension, 'objective'));
  if (plain === undefined) return [UNNAMED_PRIMARY];
  const primary = childNamed(plain, 'primaryObjective');
  return [
    primary === undefined ? UNNAMED_PRIMARY : readObjective(primary, extras, true, values),
    ...childrenNamed(plain, 'objective').map((element) => readObjective(element, extras, false, values)),
  ];
}

/** Looked up and not searched: an activity may have thousands of objectives, and each its extension. */
function extrasById(elements: readonly XmlElement[]): Map<string, XmlElement[]> {
  const found = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const id = identifierAttribute(element, 'objectiveID');
    if (id === null) continue;
    const known = found.get(id);
    if (known === undefined) found.set(id, [element]);
    else known.push(element);
  }
  return found;
}

function readObjective(
  element: XmlElement,
  extras: ReadonlyMap<string, readonly XmlElement[]>,
  isPrimary: boolean,
  values: ManifestValues,
): ObjectiveDefinition {
  const id = identifierAttribute(element, 'objectiveID');
  const maps = new Map<string, ObjectiveMap>();
  for (const map of childrenNamed(element, 'mapInfo')) addPlainMap(maps, map, values);
  for (const extra of id === null ? [] : (extras.get(id) ?? [])) {
    for (const map of childrenNamed(extra, 'mapInfo')) addExtendedMap(maps, map, values);
  }
  const threshold = childNamed(element, 'minNormalizedMeasure');
  const range = { min: -1, max: 1, spec: 'SN 3.10.1' };
  return {
    id,
    isPrimary,
    satisfiedByMeasure: values.flag(element, 'satisfiedByMeasure', false, SPEC),
    minNormalizedMeasure: threshold === undefined ? 1 : decimalText(values, threshold, 1, range),
    maps: [...maps.values()],
  };
}

function addPlainMap(maps: Map<string, ObjectiveMap>, map: XmlElement, values: ManifestValues): void {
  const targetObjectiveId = identifierAttribute(map, 'targetObjectiveID');
  if (targetObjectiveId === null) return;
  const flag = (name: string, fallback: boolean): boolean => values.flag(map, name, fallback, 'SN 3.10.1');
  maps.set(targetObjectiveId, {
    ...NO_ACCESS,
    targetObjectiveId,
    readSatisfiedStatus: flag('readSatisfiedStatus', true),
    readNormalizedMeasure: flag('readNormalizedMeasure', true),
    writeSatisfiedStatus: flag('writeSatisfiedStatus', false),
    writeNormalizedMeasure: flag('writeNormalizedMeasure', false),
  });
}

function addExtendedMap(maps: Map<string, ObjectiveMap>, map: XmlElement, values: ManifestValues): void {
  const targetObjectiveId = identifierAttribute(map, 'targetObjectiveID');
  if (targetObjectiveId === null) return;
  const flag = (name: string, fallback: boolean): boolean => values.flag(map, name, fallback, 'CAM 5.1.8.2');
  maps.set(targetObjectiveId, {
    ...(maps.get(targetObjectiveId) ?? NO_ACCESS),
    targetObjectiveId,
    readRawScore: flag('readRawScore', true),
    readMinScore: flag('readMinScore', true),
    readMaxScore: flag('readMaxScore', true),
    readCompletionStatus: flag('readCompletionStatus', true),
    readProgressMeasure: flag('readProgressMeasure', true),
    writeRawScore: flag('writeRawScore', false),
    writeMinScore: flag('writeMinScore', false),
    writeMaxScore: flag('writeMaxScore', false),
    writeCompletionStatus: flag('writeCompletionStatus', false),
    writeProgressMeasure: flag('writeProgressMeasure', false),
  });
}

const NO_ACCESS: Omit<ObjectiveMap, 'targetObjectiveId'> = {
  readSatisfiedStatus: false,
  readNormalizedMeasure: false,
  writeSatisfiedStatus: false,
  writeNormalizedMeasure: false,
  readRawScore: false,
  readMinScore: false,
  readMaxScore: false,
  readCompletionStatus: false,
  readProgressMeasure: false,
  writeRawScore: false,
  writeMinScore: false,
  writeMaxScore: false,
  writeCompletionStatus: false,
  writeProgressMeasure: false,
};
