import type { ElementVerdict } from '../runtime-record.ts';
import { bad, good } from './data-model.ts';
import type { DataModelContext } from './data-model.ts';
import type { NavigationRequest } from './navigation-request.ts';

const PREFIX = 'adl.nav.request_valid';
const PLAIN: readonly NavigationRequest['type'][] = [
  'continue',
  'previous',
  'exit',
  'exitAll',
  'abandon',
  'abandonAll',
  'suspendAll',
];
const TARGETED = /^(choice|jump)\.\{target=(.+)\}$/;

/** Is it an element under adl.nav.request_valid (SN 5.6.5)? Targets may hold dots, so it is not taken apart at them. */
export function isRequestValidElement(element: string): boolean {
  return element === PREFIX || element.startsWith(`${PREFIX}.`);
}

/** true, false or unknown, for one request (SN 5.6.5). */
export function getRequestValid(context: DataModelContext, element: string): ElementVerdict {
  const request = requestOf(context, element);
  if (request === null) return bad(401, `The data model has no element "${element}".`);
  if (request === 'bare') return bad(301, `${element} needs a {target=…}.`);
  return good(context.isRequestValid === undefined ? 'unknown' : String(context.isRequestValid(request)));
}

/** All of them are read-only. */
export function setRequestValid(context: DataModelContext, element: string): ElementVerdict {
  return requestOf(context, element) === null
    ? bad(401, `The data model has no element "${element}".`)
    : bad(404, `${element} can only be read.`);
}

function requestOf(context: DataModelContext, element: string): NavigationRequest | 'bare' | null {
  const name = element.slice(PREFIX.length + 1);
  const type = PLAIN.find((one) => one === name);
  if (type !== undefined) return { type };
  if (name === 'choice') return 'bare';
  const match = TARGETED.exec(name);
  const kind = match?.[1];
  if (kind === 'choice') return { type: kind, target: match?.[2] ?? '' };
  if (context.edition !== '2004-4th') return null;
  if (name === 'jump') return 'bare';
  return kind === 'jump' ? { type: kind, target: match?.[2] ?? '' } : null;
}
