import { sha256Hex } from '../platform/index.ts';

/** Name, opaque, under which a browser keeps the unsent typing of a person: the next one at the device never gets it. */
export function whoseTyping({ agencyId, personId }: { readonly agencyId: string; readonly personId: string }): string {
  return sha256Hex(Buffer.from(`${agencyId} ${personId}`)).slice(0, 16);
}
