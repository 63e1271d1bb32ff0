export type * from './completion-rule.ts';
export { meetsRule, scoreOf100 } from './completion-rule.ts';
export type * from './course-structure.ts';
export type * from './dispatch-contract.ts';
export { countingSummary, scoreOf, STATUS_MAPPINGS } from './dispatch-contract.ts';
export { isoDurationToMs, msToIsoDuration, msToTimespan, timespanToMs } from './durations.ts';
export type * from './launch-contract.ts';
export { commitPayload } from './launch-contract.ts';
export { readManifest } from './read-manifest.ts';
export { recognise, recogniseFiles } from './recognise.ts';
export type * from './runtime-record.ts';
/** SCORM 1.2; browser code that plays only this one imports its folder. */
export * as scorm12 from './scorm12/index.ts';
/** SCORM 2004; browser code that plays only this one imports its folder. */
export * as scorm2004 from './scorm2004/index.ts';
export type * from './xml-element.ts';
