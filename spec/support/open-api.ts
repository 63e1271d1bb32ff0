import { Validator, type Schema } from '@cfworker/json-schema';

/** The document as its readers get it: nothing of ours types it. */
export interface ReadDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, ReadOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface ReadContent {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** See {@link ReadDocument}. */
export interface ReadOperation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: ReadContent;
  readonly responses: Readonly<Record<string, ReadContent>>;
}

/** An answer as it came. */
export interface CameAnswer {
  readonly method: string;
  /** Below /api, without the query. */
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** An operation of the document with its place in it. */
export interface FoundOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: ReadOperation;
}

/** Every operation of a document. */
export function operationsOf({ paths }: ReadDocument): FoundOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
}

/** Holds an answer against the document by a validator that knows nothing of how the document was made; throws what differs. */
export function holdToDocument(document: ReadDocument, answer: CameAnswer): void {
  const { method, path, status, type, text } = answer;
  const fits = (template: string): boolean =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0] ?? '');
  // A word is a better fit than a parameter.
  const found = operationsOf(document)
    .filter((one) => one.method === method && fits(one.path))
    .sort((one, other) => one.path.split('{').length - other.path.split('{').length)[0];
  const what = `${method} ${path} -> ${status}`;
  if (found === undefined) throw new Error(`${what}: no such operation in the document`);
  const described = found.operation.responses[String(status)];
  if (described === undefined) throw new Error(`${what}: the document does not know this status`);
  const media = type.split(';')[0] ?? '';
  if (described.content === undefined) {
    if (text !== '') throw new Error(`${what}: the document knows no body, and there is one: ${text}`);
    return;
  }
  const schema = described.content[media]?.schema;
  if (schema === undefined) throw new Error(`${what}: the document does not know ${media}`);
  const faults = faultsOf(document, schema, JSON.parse(text));
  if (faults.length > 0) throw new Error(`${what}: ${faults.join('; ')}\n${text.slice(0, 600)}`);
}

/** What of a value does not fit a schema of the document. */
export function faultsOf(document: ReadDocument, schema: Schema, value: unknown): string[] {
  const moved = (one: object): Schema =>
    JSON.parse(JSON.stringify(one).replaceAll('#/components/schemas/', '#/$defs/')) as Schema;
  const root: Schema = { ...moved(schema), $defs: moved(document.components.schemas) };
  const { valid, errors } = new Validator(root, '2020-12', false).validate(value);
  return valid ? [] : errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`);
}
