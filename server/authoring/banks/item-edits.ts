import {
  isSourceMap,
  type BankItem,
  type DraftEdit,
  type EditPath,
  type SourceValue,
} from '../../standards/module/index.ts';

/** Keys of an item in the order of their schema. */
const KEYS = ['id', 'objective', 'kind', 'difficulty', 'tags', 'prompt', 'options', 'rationale', 'retired'] as const;

/** An item as a source file writes it: what is the default is not written. */
export function itemSource({
  tags,
  difficulty,
  options,
  rationale,
  retired,
  ...item
}: BankItem): Record<string, SourceValue> {
  return {
    id: item.id,
    objective: item.objective,
    kind: item.kind,
    ...(difficulty !== undefined && { difficulty }),
    ...(tags.length > 0 && { tags }),
    prompt: item.prompt,
    options: options.map(({ id, text, correct, why }) => ({ id, text, ...(correct && { correct }), why })),
    ...(rationale !== undefined && { rationale }),
    ...(retired && { retired }),
  };
}

/** Edits that make one item of another, one for each field that differs: what nobody changed keeps its lines. */
export function itemEdits(before: SourceValue, after: BankItem): DraftEdit[] {
  const at: EditPath = ['items', { id: after.id }];
  const was = isSourceMap(before) ? before : {};
  const will = itemSource(after);
  return KEYS.flatMap((key, index): DraftEdit[] => {
    const old = Object.hasOwn(was, key) ? was[key] : undefined;
    const next = will[key];
    if (next === undefined) return old === undefined || isDefault(key, old) ? [] : [{ op: 'remove', at: [...at, key] }];
    if (isSame(old, next)) return [];
    if (key === 'options' && old !== undefined) {
      const inside = optionEdits(at, old, next);
      if (inside !== null) return inside;
    }
    const following = KEYS.slice(index + 1).find((one) => Object.hasOwn(was, one));
    const edit = { op: 'set', at: [...at, key], value: asWritten(old, next) } as const;
    return [following === undefined || old !== undefined ? edit : { ...edit, before: following }];
  });
}

/** Edits inside of options that stay the same ones in the same order; null where they do not. */
function optionEdits(at: EditPath, old: SourceValue, next: SourceValue): DraftEdit[] | null {
  if (!isMaps(old) || !isMaps(next)) return null;
  if (idsOf(old) !== idsOf(next) || new Set(old.map(({ id }) => id)).size < old.length) return null;
  return next.flatMap((option, index) => {
    const before = old[index] ?? {};
    const id = option['id'];
    if (typeof id !== 'string') return [];
    const place: EditPath = [...at, 'options', { id }];
    return ['text', 'correct', 'why'].flatMap((key): DraftEdit[] => {
      const was = before[key];
      const will = option[key];
      if (will === undefined) return was === undefined || was === false ? [] : [{ op: 'remove', at: [...place, key] }];
      if (isSame(was, will)) return [];
      const edit = { op: 'set', at: [...place, key], value: asWritten(was, will) } as const;
      return [was === undefined && 'why' in before ? { ...edit, before: 'why' } : edit];
    });
  });
}

function idsOf(list: readonly Readonly<Record<string, SourceValue>>[]): string {
  return JSON.stringify(list.map(({ id }) => id));
}

/** Blanks at the end of a text say nothing: a block of text ends with its line. */
function isSame(old: SourceValue | undefined, next: SourceValue): boolean {
  if (typeof old === 'string' && typeof next === 'string') return old.trimEnd() === next.trimEnd();
  return JSON.stringify(old) === JSON.stringify(next);
}

/** A text of several lines ends with its last line, as the one before it did. */
function asWritten(old: SourceValue | undefined, next: SourceValue): SourceValue {
  if (typeof next !== 'string') return next;
  const text = next.trimEnd();
  return text.includes('\n') || (typeof old === 'string' && old.endsWith('\n')) ? `${text}\n` : text;
}

function isDefault(key: string, value: SourceValue): boolean {
  return (key === 'retired' && value === false) || (key === 'tags' && Array.isArray(value) && value.length === 0);
}

function isMaps(value: SourceValue): value is readonly Readonly<Record<string, SourceValue>>[] {
  return Array.isArray(value) && value.every((one) => isSourceMap(one));
}
