import type {
  Activity,
  CourseStructure,
  ObjectiveDefinition,
  ObjectiveMap,
  RollupRule,
  RuleCondition,
  Sequencing,
  SequencingRule,
} from '../../../server/standards/course-structure.ts';
import { DEFAULT_SEQUENCING } from '../../../server/standards/default-sequencing.ts';
import { applyRuntime, navigate, startState } from '../../../server/standards/scorm2004/index.ts';
import type { EngineState, NavigationRequest, Outcome } from '../../../server/standards/scorm2004/index.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';

/** What a spec says of an activity; the rest is the standard's default. */
export interface ActivityPlan extends Partial<Omit<Activity, 'children' | 'sequencing'>> {
  readonly id: string;
  readonly seq?: Partial<Sequencing>;
  readonly children?: readonly ActivityPlan[];
}

export function buildActivity({ id, seq, children = [], ...rest }: ActivityPlan): Activity {
  return {
    identifier: id,
    title: id,
    type: children.length > 0 ? 'cluster' : 'sco',
    isVisible: true,
    href: children.length > 0 ? null : `${id}.html`,
    parameters: '',
    dataFromLms: null,
    timeLimitAction: null,
    maxTimeAllowed: null,
    masteryScore: null,
    prerequisites: null,
    completionThreshold: null,
    hideLmsUi: [],
    sharedData: [],
    ...rest,
    children: children.map(buildActivity),
    sequencing: { ...DEFAULT_SEQUENCING, ...seq },
  };
}

export function buildCourse(
  children: readonly ActivityPlan[],
  seq: Partial<Sequencing> = { flow: true },
  rest: Partial<CourseStructure> = {},
): CourseStructure {
  return {
    standard: 'scorm2004',
    edition: '2004-4th',
    identifier: 'root',
    title: 'Course',
    root: buildActivity({ id: 'root', seq, children }),
    objectivesGlobalToSystem: true,
    sharedDataGlobalToSystem: true,
    ...rest,
  };
}

export function rule(action: string, ...conditions: Partial<RuleCondition>[]): SequencingRule {
  const full = conditions.length === 0 ? [{ condition: 'always' }] : conditions;
  return {
    action,
    conditionCombination: 'all',
    conditions: full.map((one) => ({
      condition: 'always',
      isNot: false,
      referencedObjective: null,
      measureThreshold: null,
      ...one,
    })),
  };
}

export function rollupRule(action: string, condition: string, rest: Partial<RollupRule> = {}): RollupRule {
  return {
    action,
    childActivitySet: 'all',
    minimumCount: 0,
    minimumPercent: 0,
    conditionCombination: 'any',
    conditions: [{ condition, isNot: false }],
    ...rest,
  };
}

export function objective(rest: Partial<ObjectiveDefinition> = {}): ObjectiveDefinition {
  return { id: null, isPrimary: true, satisfiedByMeasure: false, minNormalizedMeasure: 1, maps: [], ...rest };
}

/** A map that reads or writes everything, or what is said. */
export function objectiveMap(
  targetObjectiveId: string,
  access: 'read' | 'write' | Partial<ObjectiveMap>,
): ObjectiveMap {
  const [read, write] = [access === 'read', access === 'write'];
  return {
    targetObjectiveId,
    readSatisfiedStatus: read,
    readNormalizedMeasure: read,
    readRawScore: read,
    readMinScore: read,
    readMaxScore: read,
    readCompletionStatus: read,
    readProgressMeasure: read,
    writeSatisfiedStatus: write,
    writeNormalizedMeasure: write,
    writeRawScore: write,
    writeMinScore: write,
    writeMaxScore: write,
    writeCompletionStatus: write,
    writeProgressMeasure: write,
    ...(typeof access === 'object' ? access : {}),
  };
}

/** Walks a course: a step is what the SCO said before it, and the request. Gives the ids delivered, or the outcome's word. */
export class Walk {
  readonly course: CourseStructure;
  state: EngineState;
  last: Outcome | null = null;

  constructor(course: CourseStructure, previous: EngineState | null = null) {
    this.course = course;
    this.state = startState(course, { globalObjectives: {}, previous, seed: 7 });
  }

  go(type: NavigationRequest['type'], target?: string): string {
    const request = target === undefined ? { type } : { type, target };
    const { state, outcome } = navigate(this.course, this.state, request);
    this.state = state;
    this.last = outcome;
    if (outcome.kind === 'deliver') return outcome.activityId;
    return 'exception' in outcome && outcome.exception !== null ? `${outcome.kind} ${outcome.exception}` : outcome.kind;
  }

  say(cmi: CmiRecord): this {
    if (this.state.current !== null) this.state = applyRuntime(this.course, this.state, this.state.current, cmi);
    return this;
  }
}
