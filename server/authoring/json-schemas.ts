import { z } from 'zod';
import { schemaFileOf, SOURCE_KINDS } from './source-kinds.ts';

/** JSON Schemas of all kinds of source files, text by file name: editors complete and check by them. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    SOURCE_KINDS.map((kind) => {
      const schema = z.toJSONSchema(kind.schema, { io: 'input', reused: 'ref' });
      return [schemaFileOf(kind), `${JSON.stringify(schema, null, 2)}\n`];
    }),
  );
}
