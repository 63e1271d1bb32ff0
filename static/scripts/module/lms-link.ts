import type { ModuleInteraction, ModuleScore } from '../../../server/standards/module/play.ts';

/** What the module wants of the system that plays it, whatever its standard. */
export interface LmsLink {
  readonly kind: '2004' | '1.2' | 'none';
  readonly mode: 'normal' | 'review' | 'browse';
  /** Suspend data of an earlier session; '' where there is none. */
  readonly suspendData: string;
  /** Id of the learner, for draws that differ; '' where nobody is known. */
  readonly learnerId: string;
  /** Language that the system prefers; '' where it says nothing. */
  readonly language: string;
  /** Writes an answer into the journal of interactions. */
  record(interaction: ModuleInteraction): void;
  /** Keeps state and result; false: the system took some of it not. */
  save(saved: Saved): boolean;
  /** Ends the session, once; nothing is called afterwards. */
  end(): void;
}

/** What is kept at every answer. */
export interface Saved {
  readonly state: string;
  readonly location: string;
  readonly score: ModuleScore;
}

/** Plays without any system: nothing is recorded, and the page says so. */
export function noLms(): LmsLink {
  return {
    kind: 'none',
    mode: 'normal',
    suspendData: '',
    learnerId: '',
    language: '',
    record: () => undefined,
    save: () => true,
    end: () => undefined,
  };
}
