import type { Packages } from '../../packages/index.ts';
import type { Activity } from '../../standards/index.ts';
import { choiceClaims, type Chosen } from './content-items.ts';
import type { RegistrationStore } from './registration-store.ts';
import { refuseLaunch } from './refuse-launch.ts';
import type { ChoiceTicket } from './tickets.ts';
import type { ToolKeys } from './tool-keys.ts';
import { officerOf } from './officer-of.ts';

/** The LMS reads the answer within this time, s. */
const ANSWER_S = 600;

/** A course that can be chosen, with its modules where there are several. */
export interface Offered {
  readonly courseId: string;
  readonly title: string;
  readonly modules: readonly { readonly identifier: string; readonly title: string }[];
}

/** Which courses an agency offers an LMS, and the signed answer to a choice among them. */
export function createChoiceService({
  packages,
  registrations,
  keys,
  publicUrl,
}: {
  readonly packages: Pick<Packages, 'catalogue' | 'reader'>;
  readonly registrations: RegistrationStore;
  readonly keys: ToolKeys;
  readonly publicUrl: string;
}) {
  /** What an officer of the agency finds in the catalogue. */
  async function offered(agencyId: string): Promise<Offered[]> {
    const entries = await packages.catalogue.list(officerOf(agencyId));
    const found: Offered[] = [];
    for (const { id: courseId, title, parts, currentVersion } of entries) {
      const isDivided = parts > 1 && currentVersion !== null;
      const version = isDivided ? await packages.reader.loadVersion(null, currentVersion.id) : null;
      found.push({ courseId, title, modules: version === null ? [] : modulesOf(version.structure.root) });
    }
    return found;
  }

  return {
    offered,

    /** The answer as a signed message, and where it goes (DL 4.5). Throws AppError `LTI_NOTHING_CHOSEN`. */
    async answer(ticket: ChoiceTicket, choices: readonly string[]): Promise<{ jwt: string; returnUrl: string }> {
      const registration = await registrations.byId(null, ticket.registrationId);
      const offers = await offered(ticket.agencyId);
      const chosen = choices.flatMap((choice) => chosenOf(offers, choice));
      const wanted = ticket.acceptsMany ? chosen : chosen.slice(0, 1);
      if (registration === null || wanted.length === 0) {
        throw refuseLaunch(
          'NOTHING_CHOSEN',
          'DL 4.5.6',
          'No course was chosen.',
          'Go back one page and choose a course.',
        );
      }
      const { clientId: iss, issuer: aud } = registration;
      const nonce = crypto.randomUUID();
      const claims = { iss, aud, azp: aud, nonce, ...choiceClaims(publicUrl, ticket, wanted) };
      return { jwt: await keys.sign(claims, ANSWER_S), returnUrl: ticket.returnUrl };
    },
  };
}

/** See `createChoiceService`. */
export type ChoiceService = ReturnType<typeof createChoiceService>;

/** Value of a box on the page: a course, or a course and a module of it. */
export const choiceOf = (courseId: string, module: string | null): string =>
  module === null ? courseId : `${courseId} ${module}`;

function chosenOf(offers: readonly Offered[], choice: string): Chosen[] {
  for (const { courseId, title, modules } of offers) {
    if (choice === choiceOf(courseId, null)) return [{ courseId, module: null, title }];
    const one = modules.find(({ identifier }) => choice === choiceOf(courseId, identifier));
    if (one !== undefined) return [{ courseId, module: one.identifier, title: one.title }];
  }
  return [];
}

function modulesOf(root: Activity): Offered['modules'] {
  return root.children.flatMap((activity) =>
    activity.type === 'sco' && activity.isVisible
      ? [{ identifier: activity.identifier, title: activity.title }]
      : modulesOf(activity),
  );
}
