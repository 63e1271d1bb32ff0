import { z } from 'zod';
import type { Actor, Role } from '../../people/index.ts';
import { readInput } from '../../platform/index.ts';
import type { KeyHolder } from './key-service.ts';
import type { Scope } from './scope-policy.ts';

/** Who asks: the key, and the actor that was made for it. */
export interface Asker {
  readonly holder: KeyHolder;
  readonly actor: Actor;
}

/** What was asked, typed. */
interface Given<Query, Body> {
  /** Part of the path by its name. */
  readonly param: (name: string) => string;
  readonly query: Query;
  readonly body: Body;
}

/** What an operation is, without what it does. */
interface Described {
  /** `listPeople` */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api, as Express writes it: `/people/:person`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** What there is to know beside the summary. */
  readonly about?: string;
  /** null: every key may. */
  readonly scope: Scope | null;
  /** Roles that the actor has for this operation. */
  readonly roles: readonly Role[];
  readonly status: 200 | 201 | 202 | 204;
}

/** One thing that a program can ask: route and description are both made of it. */
export interface Operation extends Described {
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  /** null where nothing but the status is answered. */
  readonly answer: z.ZodType | null;
  /** Types what came, does it, and types what goes: no column leaves that the description does not name. */
  run(asker: Asker, raw: { params: unknown; query: unknown; body: unknown }): Promise<unknown>;
}

const params = z.record(z.string(), z.string());

/** For operations that are asked nothing in the query. */
export const noQuery = z.strictObject({});

/** For operations that take no body. */
export const noBody = z.null();

/** For operations that answer nothing but the status. */
export const noAnswer = z.null();

/** Makes an operation; `handle` is called with what the schemas have typed. */
export function operation<Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType>(
  of: Described & {
    readonly query: Query;
    readonly body: Body;
    readonly answer: Answer;
    readonly handle: (asker: Asker, given: Given<z.output<Query>, z.output<Body>>) => Promise<z.input<Answer>>;
  },
): Operation {
  const { query, body, answer, handle, ...described } = of;
  const [anyBody, anyAnswer]: z.ZodType[] = [body, answer];
  return {
    ...described,
    query,
    body: anyBody === noBody ? null : body,
    answer: anyAnswer === noAnswer ? null : answer,
    async run(asker, raw) {
      const named = params.parse(raw.params);
      const given = {
        param: (name: string) => named[name] ?? '',
        query: readInput(query, raw.query),
        body: readInput(body, raw.body),
      };
      return answer.parse(await handle(asker, given));
    },
  };
}
