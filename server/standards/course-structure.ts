/** Standards that are played; the others are only recognised. */
export type StandardId = 'scorm12' | 'scorm2004';

/** Edition as the manifest's schemaversion tells it. */
export type Edition = '1.2' | '2004-2nd' | '2004-3rd' | '2004-4th';

/** A finding of a package check: `error` refuses the package, `warning` is shown and kept. */
export interface PackageIssue {
  readonly severity: 'error' | 'warning';
  /** Stable, upper snake case, e.g. `MANIFEST_NO_ORGANIZATION`. */
  readonly code: string;
  /** One plain sentence: what is wrong and what to do next. */
  readonly message: string;
  /** File in the package or path in the manifest. */
  readonly path?: string;
  readonly line?: number;
  /** Paragraph of the standard, e.g. `CAM 3.4.1.5`. */
  readonly spec?: string;
}

/** The run-time side of a parsed manifest: one organization as an activity tree. */
export interface CourseStructure {
  readonly standard: StandardId;
  readonly edition: Edition;
  readonly identifier: string;
  readonly title: string;
  /** The organization itself is the root activity. */
  readonly root: Activity;
  /** SN 3.10.2 objectivesGlobalToSystem (adlseq); true when absent. */
  readonly objectivesGlobalToSystem: boolean;
  /** CAM 3.4.1.7 sharedDataGlobalToSystem (4th Edition); true when absent. */
  readonly sharedDataGlobalToSystem: boolean;
}

/** A node of the activity tree. Identifiers are trimmed, white space collapsed, `%20` decoded. */
export interface Activity {
  readonly identifier: string;
  readonly title: string;
  readonly type: 'cluster' | 'sco' | 'asset';
  readonly children: readonly Activity[];
  readonly isVisible: boolean;
  /** Path in the package (xml:base resolved, decoded, no query); null for a cluster; an absolute URL is kept as written. */
  readonly href: string | null;
  /** Query and fragment to append to the href as they are, with `?` or `#` in front; '' where none. */
  readonly parameters: string;
  /** cmi.launch_data; null where absent. */
  readonly dataFromLms: string | null;
  /** `exit,message` | `exit,no message` | `continue,message` | `continue,no message`. */
  readonly timeLimitAction: string | null;
  /** As written in the manifest: CMITimespan in 1.2, ISO 8601 duration (attemptAbsoluteDurationLimit) in 2004. */
  readonly maxTimeAllowed: string | null;
  /** SCORM 1.2 mastery score 0-100. */
  readonly masteryScore: number | null;
  /** SCORM 1.2 aicc_script prerequisites. */
  readonly prerequisites: string | null;
  /** SCORM 2004 (CAM 3.4.1.10); null where the item has none. */
  readonly completionThreshold: CompletionThreshold | null;
  /** Buttons that the content asks the player to hide (CAM 5.2). */
  readonly hideLmsUi: readonly string[];
  /** adl.data stores (CAM 3.4.1.11, 4th Edition). */
  readonly sharedData: readonly SharedDataMap[];
  /** SCORM 2004 sequencing with every default filled in; in 1.2 the defaults. */
  readonly sequencing: Sequencing;
}

export interface CompletionThreshold {
  readonly completedByMeasure: boolean;
  /** 0-1 */
  readonly minProgressMeasure: number;
  readonly progressWeight: number;
}

export interface SharedDataMap {
  readonly targetId: string;
  readonly read: boolean;
  readonly write: boolean;
}

/** SN 3: the sequencing definition model of one activity. */
export interface Sequencing {
  readonly choice: boolean;
  readonly choiceExit: boolean;
  readonly flow: boolean;
  readonly forwardOnly: boolean;
  readonly useCurrentAttemptObjectiveInfo: boolean;
  readonly useCurrentAttemptProgressInfo: boolean;
  readonly preventActivation: boolean;
  readonly constrainChoice: boolean;
  readonly preConditionRules: readonly SequencingRule[];
  readonly exitConditionRules: readonly SequencingRule[];
  readonly postConditionRules: readonly SequencingRule[];
  /** null: no limit. */
  readonly attemptLimit: number | null;
  readonly rollupRules: readonly RollupRule[];
  readonly rollupObjectiveSatisfied: boolean;
  readonly rollupProgressCompletion: boolean;
  /** 0-1 */
  readonly objectiveMeasureWeight: number;
  readonly rollupConsiderations: RollupConsiderations;
  /** The objective that contributes to rollup, always first; id null when the manifest gives none. */
  readonly objectives: readonly ObjectiveDefinition[];
  readonly selectionTiming: Timing;
  readonly selectCount: number | null;
  readonly randomizationTiming: Timing;
  readonly randomizeChildren: boolean;
  readonly tracked: boolean;
  readonly completionSetByContent: boolean;
  readonly objectiveSetByContent: boolean;
}

export type Timing = 'never' | 'once' | 'onEachNewAttempt';

export interface SequencingRule {
  readonly action: string;
  readonly conditionCombination: 'all' | 'any';
  readonly conditions: readonly RuleCondition[];
}

export interface RuleCondition {
  readonly condition: string;
  readonly isNot: boolean;
  readonly referencedObjective: string | null;
  readonly measureThreshold: number | null;
}

export interface RollupRule {
  readonly action: string;
  readonly childActivitySet: 'all' | 'any' | 'none' | 'atLeastCount' | 'atLeastPercent';
  readonly minimumCount: number;
  /** 0-1 */
  readonly minimumPercent: number;
  readonly conditionCombination: 'all' | 'any';
  readonly conditions: readonly { readonly condition: string; readonly isNot: boolean }[];
}

export interface RollupConsiderations {
  readonly requiredForSatisfied: RollupRequirement;
  readonly requiredForNotSatisfied: RollupRequirement;
  readonly requiredForCompleted: RollupRequirement;
  readonly requiredForIncomplete: RollupRequirement;
  readonly measureSatisfactionIfActive: boolean;
}

export type RollupRequirement = 'always' | 'ifAttempted' | 'ifNotSkipped' | 'ifNotSuspended';

export interface ObjectiveDefinition {
  readonly id: string | null;
  readonly isPrimary: boolean;
  readonly satisfiedByMeasure: boolean;
  /** -1 to 1 */
  readonly minNormalizedMeasure: number;
  readonly maps: readonly ObjectiveMap[];
}

export interface ObjectiveMap {
  readonly targetObjectiveId: string;
  readonly readSatisfiedStatus: boolean;
  readonly readNormalizedMeasure: boolean;
  readonly writeSatisfiedStatus: boolean;
  readonly writeNormalizedMeasure: boolean;
  readonly readRawScore: boolean;
  readonly readMinScore: boolean;
  readonly readMaxScore: boolean;
  readonly readCompletionStatus: boolean;
  readonly readProgressMeasure: boolean;
  readonly writeRawScore: boolean;
  readonly writeMinScore: boolean;
  readonly writeMaxScore: boolean;
  readonly writeCompletionStatus: boolean;
  readonly writeProgressMeasure: boolean;
}
