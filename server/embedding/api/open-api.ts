import { z } from 'zod';
import type { Operation } from './operation.ts';
import { SCOPES } from './scope-policy.ts';

/** A JSON Schema of the 2020-12 draft, as OpenAPI 3.1 takes it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A parameter of an operation. */
export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

interface OpenApiContent {
  readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** One operation of the document. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: OpenApiContent & { readonly required: true };
  readonly responses: Readonly<Record<string, { readonly description: string } & Partial<OpenApiContent>>>;
}

/** The document; paths as OpenAPI writes them, below /api. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}

/** An error as RFC 9457 has it, with our code. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('A sentence for people.'),
    code: z.string().describe('Stable: ask for this.'),
    help: z.string().optional().describe('What to do next.'),
    field: z.string().optional(),
    issues: z
      .array(z.looseObject({ code: z.string(), message: z.string(), path: z.string().optional() }))
      .optional()
      .describe('Each fault of what was sent.'),
    spec: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
    requestId: z.string().describe('By which the log of the server knows the request.'),
  })
  .meta({ id: 'Problem' });

const FAULTS: Readonly<Record<number, string>> = {
  400: 'What was sent cannot be read.',
  401: 'No key, or one that is not known.',
  403: 'The key does not have the right.',
  404: 'There is no such thing in the agency of the key.',
  409: 'The state of things does not allow it.',
  413: 'Too large.',
  415: 'Not sent in a form that is taken.',
  422: 'What was sent is not right; `issues` names each fault.',
  429: 'Too many requests: wait for `Retry-After` seconds.',
  500: 'A fault of ours.',
  503: 'Not possible at the moment: try again after `Retry-After` seconds.',
};

const ABOUT = [
  'Every request carries `Authorization: Bearer` and a key of an agency; it sees that agency and nothing else.',
  'Lists come in pages: send `next` as `after`.',
  'A POST with an `Idempotency-Key` is carried out once: repeated within a day, it is answered as it was first.',
  'Errors are problem details (RFC 9457) with a stable `code`.',
].join(' ');

/** Describes operations; the same table makes the routes. */
export function openApiOf(operations: readonly Operation[], publicUrl: string): OpenApiDocument {
  const schemas = new Map<string, JsonSchema>();
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
    const { $schema: _dialect, $defs = {}, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
    for (const [name, one] of Object.entries($defs)) schemas.set(name, withRefs(one));
    const name = schema.meta()?.id;
    if (typeof name !== 'string') return withRefs(own);
    // A shape that is named at its root comes as a definition and a reference to it.
    if (own.$ref === undefined) schemas.set(name, withRefs(own));
    return { $ref: `#/components/schemas/${name}` };
  };
  const faults = (statuses: readonly number[]) =>
    Object.fromEntries(
      statuses.map((status) => [
        String(status),
        {
          description: FAULTS[status] ?? '',
          content: { 'application/problem+json': { schema: schemaOf(problem, 'output') } },
        },
      ]),
    );

  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const one of operations) {
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}');
    const content =
      one.answer === null ? {} : { content: { 'application/json': { schema: schemaOf(one.answer, 'output') } } };
    paths[path] = {
      ...paths[path],
      [one.method]: {
        operationId: one.id,
        tags: [one.tag],
        summary: one.summary,
        ...(one.about !== undefined && { description: one.about }),
        security: [{ key: one.scope === null ? [] : [one.scope] }],
        parameters: parametersOf(one, schemaOf(one.query, 'input')),
        ...(one.body !== null && {
          requestBody: {
            required: true as const,
            content: { 'application/json': { schema: schemaOf(one.body, 'input') } },
          },
        }),
        responses: { [String(one.status)]: { description: 'Done.', ...content }, ...faults(statusesOf(one)) },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Schoolbeat', version: '1', description: ABOUT },
    servers: [{ url: `${publicUrl}/api` }],
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].toSorted(([one], [other]) => one.localeCompare(other))),
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: `A key of an agency. Rights: ${Object.entries(SCOPES)
            .map(([name, words]) => `${name} (${words})`)
            .join('; ')}.`,
        },
      },
    },
  };
}

function statusesOf({ method, body }: Operation): number[] {
  const changes = method === 'get' ? [] : [409, 413, 415];
  return [...(body === null ? [] : [400]), 401, 403, 404, ...changes, 422, 429, 500, 503];
}

function parametersOf({ path, method }: Operation, query: JsonSchema): OpenApiParameter[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const },
  }));
  const inQuery = Object.entries(query.properties ?? {}).map(([name, found]) => {
    const { description, ...schema } = typeof found === 'object' ? found : {};
    const words = description === undefined ? {} : { description };
    return { name, in: 'query' as const, required: query.required?.includes(name) === true, ...words, schema };
  });
  const once = {
    name: 'Idempotency-Key',
    in: 'header' as const,
    required: false,
    description: 'Any text of your own: the same request with the same key is carried out once.',
    schema: { type: 'string' as const, maxLength: 200 },
  };
  return [...inPath, ...inQuery, ...(method === 'post' ? [once] : [])];
}

/** Definitions move to the components of the document, and what names them follows. */
function withRefs(schema: JsonSchema): JsonSchema {
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/');
  const moved: JsonSchema & { id?: unknown } = JSON.parse(text);
  delete moved.id;
  return moved;
}
