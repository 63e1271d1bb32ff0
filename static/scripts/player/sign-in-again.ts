import type { LaunchClient } from './launch-client.ts';
import type { PlayerData } from './page-data.ts';
import { askToSignIn, askToSignInAtHost } from './page-dialogs.ts';
import { words as said } from './words.ts';

/** What asking needs. */
export interface SignInPorts {
  readonly client: Pick<LaunchClient, 'signIn'>;
  readonly data: Pick<PlayerData, 'signIn'>;
  readonly words: string;
  /** The person is signed in, or says so: false when the server does not know it yet. */
  readonly goOn: () => Promise<boolean>;
}

/** Asks the person to sign in over the course: here, or in another tab where the host signs people in. */
export function signInAgain({ client, data, words, goOn }: SignInPorts): void {
  if (data.signIn.isHere) {
    askToSignIn(words, async (email, password) => {
      const refusal = await client.signIn(email, password);
      if (refusal === null) await goOn();
      return refusal;
    });
    return;
  }
  askToSignInAtHost(words, data.signIn.url, async () => ((await goOn()) ? null : said.notSignedInYet));
}
