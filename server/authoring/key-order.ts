import type { z } from 'zod';

type Schema = z.core.$ZodType;

/** The part of zod's definitions that says which fields there are, in which order. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  readonly values?: readonly unknown[];
}

const definitionOf = (schema: Schema): Definition => schema._zod.def;

/** Fields of a map in the order of its schema; `id` and `type` come first. Null where the author's order stands. */
export function fieldsOf(schema: Schema | undefined, keys: readonly string[], type: unknown): readonly string[] | null {
  const shape = shapeFor(schema, keys, type);
  return shape === null
    ? null
    : ['id', 'type', ...Object.keys(shape)].filter((key, index, all) => all.indexOf(key) === index);
}

/** Schema of a field of a map. */
export function schemaOfField(
  schema: Schema | undefined,
  field: string,
  keys: readonly string[],
  type: unknown,
): Schema | undefined {
  const shape = shapeFor(schema, keys, type);
  return shape === null ? bare(schema)?.valueType : shape[field];
}

/** Schema of the entries of a list. */
export function schemaOfEntry(schema: Schema | undefined): Schema | undefined {
  const definition = bare(schema);
  if (definition?.type !== 'union') return definition?.element;
  return schemaOfEntry(definition.options?.find((option) => bare(option)?.type === 'array'));
}

type Shape = Readonly<Record<string, Schema>>;

function shapeFor(schema: Schema | undefined, keys: readonly string[], type: unknown): Shape | null {
  const definition = bare(schema);
  if (definition?.type !== 'union') return definition?.shape ?? null;
  const shapes = (definition.options ?? []).map((option) => bare(option)?.shape).filter((shape) => shape !== undefined);
  // Without a type the shape is the one that knows most of the keys.
  const known = (shape: Shape): number => keys.filter((key) => Object.hasOwn(shape, key)).length;
  const byKeys = [...shapes].sort((one, other) => known(other) - known(one));
  return shapes.find((shape) => saysType(shape['type'], type)) ?? byKeys[0] ?? null;
}

function saysType(schema: Schema | undefined, type: unknown): boolean {
  if (schema === undefined || type === undefined) return false;
  return definitionOf(schema).values?.includes(type) === true;
}

/** The definition below `optional`, `default` and the like. */
function bare(schema: Schema | undefined): Definition | undefined {
  const definition = schema && definitionOf(schema);
  return definition?.innerType === undefined ? definition : bare(definition.innerType);
}
