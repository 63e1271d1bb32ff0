import { moduleSource, type ModuleSource, type TranslationSource } from '../../standards/module/index.ts';

/**
 * The module in another language: what the translation lacks stays English. Fields of a block are replaced by name, entries of
 * a list by their id. Throws ZodError where the result is no module any more.
 */
export function applyTranslation(source: ModuleSource, told: TranslationSource): ModuleSource {
  const sections = source.sections.map((section) => ({
    ...section,
    title: told.sections[section.id] ?? section.title,
    blocks: section.blocks.map((block) => translate(block, told.blocks[block.id])),
  }));
  const objectives = source.objectives.map((one) => ({ ...one, text: told.objectives[one.id] ?? one.text }));
  const { title = source.title, summary = source.summary } = told;
  return moduleSource.parse({ ...source, title, summary, sections, objectives });
}

/** Fields that tell what to do rather than what to say: a translation never changes them. */
const FIXED = new Set([
  'id',
  'type',
  'goto',
  'points',
  'correct',
  'bucket',
  'objective',
  'src',
  'when',
  'set',
  'start',
]);

function translate(value: unknown, told: unknown): unknown {
  if (told === undefined) return value;
  if (typeof value === 'string') return typeof told === 'string' ? told : value;
  if (!isRecord(told)) return value;
  if (Array.isArray(value)) {
    return value.map((entry: unknown) => {
      const id = isRecord(entry) && typeof entry['id'] === 'string' ? entry['id'] : '';
      return Object.hasOwn(told, id) ? translate(entry, told[id]) : entry;
    });
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      !FIXED.has(key) && Object.hasOwn(told, key) ? translate(child, told[key]) : child,
    ]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
