import type { CourseStructure } from '../../../server/standards/course-structure.ts';
import type { GlobalObjectives } from '../../../server/standards/launch-contract.ts';
import type { CmiRecord } from '../../../server/standards/runtime-record.ts';
import {
  applyRuntime,
  courseResult,
  finishSession,
  getElement,
  globalObjectivesOf,
  initialRecord,
  isOffered,
  navigate,
  offers,
  openApiSession,
  readState,
  requestAtTerminate,
  rollupFromRecords,
  setElement,
  standardLimits,
  startState,
} from '../../../server/standards/scorm2004/index.ts';
import type {
  Api1484,
  EngineState,
  NavigationRequest,
  Offers,
  Outcome,
} from '../../../server/standards/scorm2004/index.ts';

/** What the person keeps over courses and launches. */
export interface PersonStore {
  readonly globals: Map<string, GlobalObjectives[string]>;
  readonly sharedData: Record<string, string>;
  readonly courses: Map<string, CourseStore>;
  /** Where the server's roll-up of the same records did not equal the player's. */
  readonly disagreements: string[];
}

interface CourseStore {
  state: EngineState | null;
  isSuspended: boolean;
  cmi: Record<string, CmiRecord>;
  sharedData: Record<string, string>;
  /** State at the end of the attempt before this one. */
  previous: EngineState | null;
}

export type PlayerWord = 'playing' | 'choosing' | 'suspended' | 'ended';

export function newPerson(): PersonStore {
  return { globals: new Map(), sharedData: {}, courses: new Map(), disagreements: [] };
}

/** A player without a page: what the API frame and the player page do between them, for one launch. */
export class HeadlessPlayer {
  word: PlayerWord = 'choosing';
  activityId: string | null = null;
  api: Api1484 | null = null;
  readonly structure: CourseStructure;
  readonly learner = { id: 'learner-1', name: 'Sample, Learner' };
  private readonly person: PersonStore;
  private readonly store: CourseStore;
  private state: EngineState;
  private record: CmiRecord = {};
  private isOpen = false;
  /** Deliveries that the next turn carries out. */
  private pending: NavigationRequest | null = null;

  constructor(structure: CourseStructure, person: PersonStore, courseId: string, isChoosing: boolean) {
    this.structure = structure;
    this.person = person;
    const before = person.courses.get(courseId) ?? {
      state: null,
      isSuspended: false,
      cmi: {},
      sharedData: {},
      previous: null,
    };
    this.store = before;
    person.courses.set(courseId, before);
    const isResumed = before.isSuspended && before.state !== null;
    const globalObjectives = structure.objectivesGlobalToSystem ? Object.fromEntries(person.globals) : {};
    this.state =
      isResumed && before.state !== null
        ? before.state
        : startState(structure, { globalObjectives, previous: before.state, seed: 1 });
    if (!isResumed) Object.assign(before, { cmi: {}, sharedData: {}, previous: before.state });
    before.isSuspended = false;
    if (isResumed) this.carryOut({ type: 'resumeAll' });
    else if (!isChoosing) this.carryOut({ type: 'start' });
  }

  /** What the page would offer. */
  offers(): Offers {
    return offers(this.structure, this.state, { activityId: this.activityId, cmi: this.isOpen ? this.record : null });
  }

  get engineState(): EngineState {
    return this.state;
  }

  /** A person's click: the content goes first, and a request of its own is void. */
  click(request: NavigationRequest): Outcome {
    if (this.isOpen) {
      delete this.record['adl.nav.request'];
      this.closeSession(request.type.startsWith('abandon'));
    }
    return this.carryOut(request);
  }

  /** Carries out what the SCO's Terminate asked for, once the SCO has had its turn. */
  settle(): Outcome | null {
    const request = this.pending;
    this.pending = null;
    return request === null ? null : this.carryOut(request);
  }

  private carryOut(request: NavigationRequest): Outcome {
    const { state, outcome } = navigate(this.structure, this.state, request);
    this.state = state;
    if (outcome.kind === 'deliver') this.deliver(outcome.activityId, outcome.isResumed);
    if (outcome.kind === 'choosing') this.word = 'choosing';
    if (outcome.kind === 'ended' || outcome.kind === 'suspended') this.word = outcome.kind;
    if (outcome.kind !== 'deliver' && outcome.kind !== 'refused') {
      this.activityId = null;
      this.api = null;
    }
    this.persist(outcome.kind === 'suspended');
    this.compareWithServer();
    return outcome;
  }

  private deliver(activityId: string, isResumed: boolean): void {
    this.activityId = activityId;
    this.word = 'playing';
    if (!isResumed) delete this.store.cmi[activityId];
    const kept = isResumed ? (this.store.cmi[activityId] ?? null) : null;
    const options = { activityId, learner: this.learner, stored: kept, mode: 'normal' as const };
    this.record = initialRecord(this.structure, this.state, options);
    const activity = findActivity(this.structure.root, activityId);
    const context = {
      record: this.record,
      edition: this.structure.edition,
      activity,
      sharedData: this.structure.sharedDataGlobalToSystem ? this.person.sharedData : this.store.sharedData,
      limits: standardLimits(this.structure.edition),
      isRequestValid: (request: NavigationRequest) =>
        isOffered(this.structure, this.state, { activityId, cmi: this.record }, request),
    };
    this.api = openApiSession({
      get: (element) => getElement(context, element),
      set: (element, value) => setElement(context, element, value),
      begin: () => {
        this.isOpen = true;
      },
      commit: () => {
        this.track();
        this.compareWithServer();
      },
      end: () => {
        this.pending = requestAtTerminate(this.record);
        this.closeSession(this.pending?.type.startsWith('abandon') === true);
      },
    });
  }

  /** What an abandoned attempt said since its last commit counts for nothing (TB.2.3 6). */
  private closeSession(isAbandoned: boolean): void {
    if (!isAbandoned) this.track();
    this.isOpen = false;
  }

  private track(): void {
    if (this.activityId === null) return;
    this.state = applyRuntime(this.structure, this.state, this.activityId, this.record);
    this.store.cmi[this.activityId] = finishSession(this.record);
  }

  /** The server has the stored records and this state; its word must be the same. */
  private compareWithServer(): void {
    const kept = stored(this.structure, this.state);
    const { state, result } = rollupFromRecords(this.structure, kept, this.store.cmi, {
      previous: this.store.previous,
    });
    const mine = JSON.stringify(courseResult(this.structure, this.state));
    if (mine !== JSON.stringify(result)) this.person.disagreements.push(`${mine} is not ${JSON.stringify(result)}`);
    for (const [index, activity] of this.state.activities.entries()) {
      const [ours, theirs] = [activity.objectives, state.activities[index]?.objectives];
      if (JSON.stringify(ours) === JSON.stringify(theirs)) continue;
      this.person.disagreements.push(`activity ${index}: ${JSON.stringify(ours)} is not ${JSON.stringify(theirs)}`);
    }
    if (JSON.stringify(this.state.globals) !== JSON.stringify(state.globals)) {
      this.person.disagreements.push(`${JSON.stringify(this.state.globals)} is not ${JSON.stringify(state.globals)}`);
    }
  }

  private persist(isSuspended: boolean): void {
    this.store.state = stored(this.structure, this.state);
    this.store.isSuspended = isSuspended;
    if (!this.structure.objectivesGlobalToSystem) return;
    for (const [id, value] of Object.entries(globalObjectivesOf(this.state))) this.person.globals.set(id, value);
  }
}

/** A state after its way through a database. */
function stored(structure: CourseStructure, state: EngineState): EngineState | null {
  const json: Record<string, unknown> = JSON.parse(JSON.stringify(state));
  return readState(structure, json);
}

function findActivity(activity: CourseStructure['root'], identifier: string): CourseStructure['root'] {
  if (activity.identifier === identifier) return activity;
  for (const child of activity.children) {
    const found = findActivity(child, identifier);
    if (found.identifier === identifier) return found;
  }
  return activity;
}
