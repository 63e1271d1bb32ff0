import type { JsonSchema, OpenApiDocument, OpenApiOperation } from './open-api.ts';

/** One line of a table of fields. */
interface FieldLine {
  readonly name: string;
  readonly type: string;
  /** Anchor of the description of the type; null for plain ones. */
  readonly href: string | null;
  readonly isRequired: boolean;
  readonly words: string;
}

/** The document for people: operations by their subject, then the shapes that they name. */
export function docsView(document: OpenApiDocument) {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ path, method, one })),
  );
  const tags = [...new Set(all.flatMap(({ one }) => one.tags))];
  return {
    // Markdown in the document; here the words alone.
    about: document.info.description.replaceAll('`', '').split(/(?<=\.) /),
    server: document.servers[0]?.url ?? '',
    tags: tags.map((tag) => ({
      tag,
      anchor: anchorOf(tag),
      operations: all
        .filter(({ one }) => one.tags.includes(tag))
        .map(({ path, method, one }) => operationView(path, method, one)),
    })),
    shapes: Object.entries(document.components.schemas).map(([name, schema]) => ({
      name,
      anchor: `shape-${name}`,
      fields: fieldsOf(schema),
    })),
  };
}

function operationView(path: string, method: string, one: OpenApiOperation) {
  const body = one.requestBody?.content['application/json']?.schema ?? null;
  const [status = '', done] = Object.entries(one.responses)[0] ?? [];
  const answer = done?.content?.['application/json']?.schema ?? null;
  const scope = one.security.flatMap(({ key = [] }) => key).join(', ');
  return {
    anchor: one.operationId,
    method: method.toUpperCase(),
    path: `/api${path}`,
    summary: one.summary,
    description: one.description ?? '',
    scope,
    parameters: one.parameters.map(({ name, in: place, required, description = '', schema }) => ({
      name,
      place,
      type: typeOf(schema).type,
      isRequired: required,
      words: description,
    })),
    body: body && typeOf(body),
    status,
    answer: answer && typeOf(answer),
    answerFields: answer === null || answer.$ref !== undefined ? [] : fieldsOf(answer),
  };
}

function fieldsOf(schema: JsonSchema): FieldLine[] {
  return Object.entries(schema.properties ?? {}).map(([name, found]) => {
    const one = typeof found === 'object' ? found : {};
    const { type, href } = typeOf(one);
    return { name, type, href, isRequired: schema.required?.includes(name) === true, words: one.description ?? '' };
  });
}

/** A type in words: `list of Person`, `text or null`, `"valid" or "void"`. */
function typeOf(schema: JsonSchema): { type: string; href: string | null } {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return { type: name, href: `#shape-${name}` };
  }
  if (schema.enum !== undefined) return plain(schema.enum.map((value) => JSON.stringify(value)).join(' or '));
  if (schema.const !== undefined) return plain(JSON.stringify(schema.const));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    const each = choices.map((choice) => (typeof choice === 'object' ? typeOf(choice) : plain('anything')));
    const href = each.find((one) => one.href !== null)?.href ?? null;
    return { type: each.map(({ type }) => type).join(' or '), href };
  }
  if (schema.type === 'array') {
    const { items } = schema;
    const inner = typeof items === 'object' && !Array.isArray(items) ? typeOf(items) : plain('anything');
    return { type: `list of ${inner.type}`, href: inner.href };
  }
  if (schema.type === 'object') {
    const names = Object.keys(schema.properties ?? {});
    return plain(names.length === 0 ? 'object' : `object of ${names.join(', ')}`);
  }
  const kind = typeof schema.type === 'string' ? schema.type : '';
  return plain(WORDS[schema.format ?? ''] ?? WORDS[kind] ?? 'anything');
}

const plain = (type: string): { type: string; href: null } => ({ type, href: null });

const WORDS: Readonly<Record<string, string>> = {
  'date-time': 'moment',
  date: 'date',
  email: 'mail address',
  uri: 'address',
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: 'null',
};

const anchorOf = (words: string): string => words.toLowerCase().replaceAll(/[^a-z]+/g, '-');
