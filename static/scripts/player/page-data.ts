import type { LaunchMode } from '../../../server/standards/runtime-record.ts';

/** What the server tells the page: where it is and what was asked for; nothing of a person. */
export interface PlayerData {
  readonly registration: string;
  /** Mount path, '' at the root. */
  readonly base: string;
  readonly mode: LaunchMode;
  readonly isChoosing: boolean;
  readonly isNewAttempt: boolean;
  /** Identifier of the part that a link opens; absent: the person or the course chooses. */
  readonly part?: string;
  /** Where people sign in: here, or at the host under an address that may be known. */
  readonly signIn: { readonly isHere: boolean; readonly url: string | null };
  /** The door whose page it is; null for signed-in people. */
  readonly door: { readonly id: string } | null;
}

/** Reads the page's own data; throws when the page is not the player's. */
export function readPlayerData(text: string): PlayerData {
  const data: unknown = JSON.parse(text);
  if (!isPlayerData(data)) throw new Error('The page carries no data of the player.');
  return data;
}

function isPlayerData(data: unknown): data is PlayerData {
  return (
    typeof data === 'object' &&
    data !== null &&
    'registration' in data &&
    'base' in data &&
    'mode' in data &&
    'signIn' in data &&
    'door' in data
  );
}
