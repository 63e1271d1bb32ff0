import type { Actor } from '../../people/index.ts';
import { AppError } from '../../platform/index.ts';
import {
  isSourceList,
  isSourceMap,
  looseScenario,
  type EditPath,
  type ScenarioSource,
  type SourceValue,
} from '../../standards/module/index.ts';
import type { Drafts } from '../drafts/index.ts';
import { readSource } from '../drafts/read-source.ts';

/** A scenario of a draft, as its file has it now. */
export interface OpenScenario {
  readonly draftId: string;
  readonly draftTitle: string;
  readonly isRetired: boolean;
  /** `modules/01-hall.yaml` */
  readonly path: string;
  readonly moduleTitle: string;
  readonly revision: number;
  /** The whole file: what is written in one scenario is kept and merged with the rest. */
  readonly file: SourceValue;
  /** Where the block stands in the file. */
  readonly at: EditPath;
  /** Line of a node in the text; of the block where there is no such node. */
  readonly lineOf: (node: string) => number;
  /** As the author left it. */
  readonly block: SourceValue;
  readonly scenario: ScenarioSource;
}

/** A file of a draft as its source page opens it. */
export interface OpenSource {
  readonly draftId: string;
  readonly draftTitle: string;
  readonly isRetired: boolean;
  readonly path: string;
  readonly text: string;
}

/** Scenarios and source files of drafts; a draft of another agency is not found (404). */
export function createScenarios({ heads, files }: Pick<Drafts, 'heads' | 'files'>) {
  return {
    /** Throws AppError `DRAFT_NOT_FOUND`, `DRAFT_FILE_NOT_FOUND`, `SCENARIO_NOT_FOUND` (404). */
    async open(actor: Actor, draftId: string, module: string, blockId: string): Promise<OpenScenario> {
      const draft = await heads.own(null, actor, draftId);
      const path = `modules/${module}.yaml`;
      const { data, text, revision } = await files.read(actor, draftId, path);
      const found = blockIn(data, blockId);
      const scenario = looseScenario(found?.block);
      if (found === null || scenario === null) {
        throw new AppError('SCENARIO_NOT_FOUND', 404, 'There is no such scenario in this module.', {
          help: 'Somebody may have removed it, or given it another id. The outline of the draft shows what there is.',
        });
      }
      const title = isSourceMap(data) ? data['title'] : '';
      return {
        draftId: draft.id,
        draftTitle: draft.title,
        isRetired: draft.state === 'retired',
        path,
        moduleTitle: typeof title === 'string' && title !== '' ? title : module,
        revision,
        file: data,
        at: found.at,
        lineOf: (node) => {
          const keys = Object.hasOwn(scenario.nodes, node) ? [...found.keys, 'nodes', node] : found.keys;
          return readSource(path, text).file.placeOf(keys).line;
        },
        block: found.block,
        scenario,
      };
    },

    /** Throws AppError `DRAFT_NOT_FOUND`, `DRAFT_FILE_NOT_FOUND` (404). */
    async source(actor: Actor, draftId: string, path: string): Promise<OpenSource> {
      const draft = await heads.own(null, actor, draftId);
      const { text } = await files.read(actor, draftId, path);
      return { draftId: draft.id, draftTitle: draft.title, isRetired: draft.state === 'retired', path, text };
    },
  };
}

/** See `createScenarios`. */
export type Scenarios = ReturnType<typeof createScenarios>;

interface FoundBlock {
  readonly block: SourceValue;
  readonly at: EditPath;
  readonly keys: readonly (string | number)[];
}

/** The block of a module that has an id; sections without one are named by their place. */
function blockIn(data: SourceValue, id: string): FoundBlock | null {
  for (const [place, section] of listIn(data, 'sections').entries()) {
    const index = listIn(section, 'blocks').findIndex((block) => isSourceMap(block) && block['id'] === id);
    const block = listIn(section, 'blocks')[index];
    if (block === undefined) continue;
    const sectionId = isSourceMap(section) ? section['id'] : undefined;
    const step = typeof sectionId === 'string' ? { id: sectionId } : place;
    return { block, at: ['sections', step, 'blocks', { id }], keys: ['sections', place, 'blocks', index] };
  }
  return null;
}

function listIn(value: SourceValue, key: string): readonly SourceValue[] {
  const found = isSourceMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isSourceList(found) ? found : [];
}
