import { bankItem, isSourceList, isSourceMap, type SourceValue } from '../../standards/module/index.ts';

/** A bank as far as its file says it: drafts may be wrong anywhere. */
export interface LooseBank {
  readonly title: string;
  readonly objectives: readonly { readonly id: string; readonly text: string; readonly module: string }[];
  readonly items: readonly LooseItem[];
}

/** An item as far as it can be read. */
export interface LooseItem {
  readonly id: string;
  readonly objective: string;
  readonly kind: string;
  readonly difficulty: string;
  readonly tags: readonly string[];
  readonly prompt: string;
  readonly options: readonly {
    readonly id: string;
    readonly text: string;
    readonly isRight: boolean;
    readonly why: string;
  }[];
  readonly rationale: string;
  readonly isRetired: boolean;
  /** False where the schema has something against it. */
  readonly isSound: boolean;
}

/** A test of the draft that draws from a bank. */
export interface BankDraw {
  /** Name of the module's file. */
  readonly module: string;
  readonly title: string;
  /** Id of the test's block; '' where it has none. */
  readonly block: string;
  readonly total: number;
  /** Least share of situations, 0-1. */
  readonly scenario: number;
}

/** Reads a bank out of the value of its file. */
export function looseBank(data: SourceValue): LooseBank {
  return {
    title: textIn(data, 'title'),
    objectives: listIn(data, 'objectives').map((one) => ({
      id: textIn(one, 'id'),
      text: textIn(one, 'text'),
      module: textIn(one, 'module'),
    })),
    items: listIn(data, 'items').map(looseItem),
  };
}

function looseItem(item: SourceValue): LooseItem {
  return {
    id: textIn(item, 'id'),
    objective: textIn(item, 'objective'),
    kind: textIn(item, 'kind'),
    difficulty: textIn(item, 'difficulty'),
    tags: listIn(item, 'tags').filter((tag) => typeof tag === 'string'),
    prompt: textIn(item, 'prompt'),
    options: listIn(item, 'options').map((option) => ({
      id: textIn(option, 'id'),
      text: textIn(option, 'text'),
      isRight: valueIn(option, 'correct') === true,
      why: textIn(option, 'why'),
    })),
    rationale: textIn(item, 'rationale'),
    isRetired: valueIn(item, 'retired') === true,
    isSound: bankItem.safeParse(item).success,
  };
}

/** Tests of a module's file that draw from a bank. */
export function drawsFrom(bankId: string, module: string, data: SourceValue): BankDraw[] {
  const blocks = listIn(data, 'sections').flatMap((section) => listIn(section, 'blocks'));
  return blocks
    .filter((block) => textIn(block, 'type') === 'test' && textIn(block, 'bank') === bankId)
    .map((block) => {
      const draw = valueIn(block, 'draw') ?? null;
      return {
        module,
        title: textIn(data, 'title') || module,
        block: textIn(block, 'id'),
        total: Math.max(0, Math.min(100, Math.floor(numberIn(draw, 'total')))),
        scenario: Math.max(0, Math.min(1, numberIn(draw, 'scenario'))),
      };
    });
}

function valueIn(value: SourceValue, key: string): SourceValue | undefined {
  return isSourceMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function textIn(value: SourceValue, key: string): string {
  const found = valueIn(value, key);
  return typeof found === 'string' ? found : '';
}

function numberIn(value: SourceValue, key: string): number {
  const found = valueIn(value, key);
  return typeof found === 'number' && Number.isFinite(found) ? found : 0;
}

function listIn(value: SourceValue, key: string): readonly SourceValue[] {
  const found = valueIn(value, key);
  return isSourceList(found) ? found : [];
}
