import type { Schoolbeat } from '../../server/app.ts';
import type { Actor } from '../../server/people/index.ts';
import type { CmiRecord } from '../../server/standards/index.ts';
import { commitOf } from './launch-site.ts';

/** Somebody in a course of ours, by the services alone: quick enough for many. */
export interface Answering {
  readonly attemptId: string;
  readonly registration: string;
  /** Answers a question, a choice of a run or a test. */
  answer(scoId: string, block: string, response: string, attempt?: number): Promise<void>;
  /** Draws a try of a test; its items. */
  draw(scoId: string, block: string, attempt?: number): Promise<readonly string[]>;
  /** Plays a run to its end, one choice after the other. */
  run(scoId: string, block: string, choices: readonly string[]): Promise<void>;
  save(scoId: string, cmi: CmiRecord): Promise<void>;
  leave(): Promise<void>;
}

/** Opens a course for somebody. */
export async function answering({ attempts }: Schoolbeat, actor: Actor, courseId: string): Promise<Answering> {
  const { id: registration } = await attempts.registrations.ensureRegistration(actor, courseId);
  const { launchId, token, attemptId } = await attempts.launches.open(
    actor,
    { registration, takeOver: true },
    { userAgent: '', browser: 'b' },
  );
  const bearer = attempts.bearerOf(launchId, token);
  if (bearer === null) throw new Error('The token does not read.');
  let seq = 0;
  const answer: Answering['answer'] = async (scoId, block, response, attempt = 1) => {
    await attempts.commits.answer(bearer, { scoId, block, response, attempt, language: 'en' });
  };
  return {
    attemptId,
    registration,
    answer,
    async draw(scoId, block, attempt = 1) {
      return (await attempts.commits.draw(bearer, { scoId, block, attempt })).items;
    },
    async run(scoId, block, choices) {
      for (let at = 1; at <= choices.length; at += 1) await answer(scoId, block, choices.slice(0, at).join(','));
    },
    async save(scoId, cmi) {
      await attempts.commits.commit(bearer, commitOf((seq += 1), cmi, { scoId }));
    },
    async leave() {
      await attempts.commits.end(bearer, { reason: 'exit' });
    },
  };
}
