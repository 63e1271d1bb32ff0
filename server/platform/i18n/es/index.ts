import { credentials } from './credentials.ts';
import { officer } from './officer.ts';
import { training } from './training.ts';

/** Spanish sentences by their English ones: officer's pages and frame, assignments and notices, certificates and toolbox. */
export const spanish: Readonly<Record<string, string>> = { ...officer, ...training, ...credentials };
