import { gzipSync } from 'node:zlib';
import type { CmiRecord, CourseStructure, EngineStateJson, GlobalObjectives } from '../../server/standards/index.ts';
import { scorm2004 } from '../../server/standards/index.ts';

/** A 2004 engine as the API frame runs it, for specs of the server. */
export class SpecEngine {
  state: scorm2004.EngineState;
  readonly #structure: CourseStructure;

  constructor(structure: CourseStructure, globalObjectives: GlobalObjectives = {}, previous?: EngineStateJson | null) {
    this.#structure = structure;
    this.state = scorm2004.startState(structure, { globalObjectives, previous: previous ?? null, seed: 1 });
  }

  navigate(type: scorm2004.NavigationRequest['type'], target?: string): scorm2004.Outcome {
    const request: scorm2004.NavigationRequest = target === undefined ? { type } : { type, target };
    const { state, outcome } = scorm2004.navigate(this.#structure, this.state, request);
    this.state = state;
    return outcome;
  }

  apply(scoId: string, cmi: CmiRecord): void {
    this.state = scorm2004.applyRuntime(this.#structure, this.state, scoId, cmi);
  }

  /** As it travels in a commit. */
  packed(): string {
    return packState(this.state);
  }
}

/** gzip of JSON, base64. */
export function packState(state: EngineStateJson): string {
  return gzipSync(JSON.stringify(state)).toString('base64');
}
