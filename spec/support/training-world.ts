import { createAgencies } from '../../server/agencies/index.ts';
import { createPackages } from '../../server/packages/index.ts';
import type { Actor, Role } from '../../server/people/index.ts';
import { dayIn, newId, type Database, type Platform } from '../../server/platform/index.ts';
import { createRules, type Rules } from '../../server/training/create-rules.ts';
import type { NewAssignment } from '../../server/training/assignments/assignment-input.ts';
import { defineAssignmentModels } from '../../server/training/assignments/assignment-model.ts';
import { defineVerdictModels } from '../../server/training/judging/verdict-model.ts';
import { OWN_POLICY } from '../../server/training/judging/completion-input.ts';
import { AttemptsWorld, buildCourse12, buildSco, play, type SpecPlayer } from './attempts.ts';
import { buildPlatform } from './platform.ts';

/** Attempts and the rules over them on one database, with one clock. */
export class TrainingWorld {
  readonly attempts: AttemptsWorld;
  readonly platform: Platform;
  readonly rules: Rules;

  private constructor(attempts: AttemptsWorld, platform: Platform) {
    this.attempts = attempts;
    this.platform = platform;
    const rooms = {
      agencies: createAgencies(platform),
      packages: createPackages(platform),
      attempts: attempts.attempts,
    };
    const { database } = platform;
    this.rules = createRules(platform, rooms, {
      ...defineAssignmentModels(database),
      ...defineVerdictModels(database),
    });
  }

  static async open(database: Database): Promise<TrainingWorld> {
    const found: { world?: AttemptsWorld } = {};
    const platform = await buildPlatform(database, {
      clock: { now: () => found.world?.clock.now() ?? new Date('2026-11-23T16:42:00.000Z') },
    });
    found.world = new AttemptsWorld(database, platform.outbox);
    return new TrainingWorld(found.world, platform);
  }

  /** Somebody with roles in an agency, a new one where none is named. */
  async person(roles: readonly Role[], agency?: Pick<Actor, 'agencyId'>): Promise<Actor> {
    const actor = agency === undefined ? await this.attempts.person() : await this.attempts.colleague(agency);
    for (const role of roles) {
      await this.attempts.insert('memberships', {
        id: newId(),
        person_id: actor.personId,
        organisation_type: 'agency',
        organisation_id: actor.agencyId,
        role,
        created_at: this.attempts.clock.now(),
      });
    }
    return { ...actor, roles };
  }

  /** The person holds no role any more. */
  async leave({ personId }: Actor): Promise<void> {
    const sql = `UPDATE ${this.attempts.table('memberships')} SET ended_at = :at WHERE person_id = :personId`;
    await this.attempts.change(sql, { at: this.attempts.clock.now(), personId });
  }

  /** A course of one part that is passed with 60 of 100. */
  async course(actor: Actor): Promise<string> {
    const structure = buildCourse12(buildSco('one', { masteryScore: 60 }));
    return (await this.attempts.course(actor, structure)).courseId;
  }

  /** Opens a course and finishes its part with a score; what follows is judged. */
  async take(actor: Actor, courseId: string, score: number, again = false): Promise<SpecPlayer> {
    const registration = await this.attempts.attempts.registrations.ensureRegistration(actor, courseId);
    const learner = { world: this.attempts, actor, courseId, registrationId: registration.id };
    const player = await play(learner, { newAttempt: again });
    await player.finish('one', { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': String(score) });
    await player.end('exit');
    await this.settle();
    return player;
  }

  /** Everything that waits is done. */
  async settle(): Promise<void> {
    await this.platform.jobs.drain();
  }

  /** Days go by. */
  async pass(days: number): Promise<void> {
    this.attempts.clock.forward(days * 24 * 3_600_000);
    await this.rules.enrol.keepUp(this.#agencyId);
    await this.settle();
  }

  #agencyId = '';

  /** An assignment for all officers that asks for the course's own result, made by a supervisor of the agency. */
  async assign(supervisor: Actor, change: Partial<NewAssignment>): Promise<string> {
    this.#agencyId = supervisor.agencyId;
    return this.rules.assignments.create(supervisor, {
      title: 'Yearly training',
      courseId: null,
      curriculumId: null,
      audience: { kind: 'officers' },
      due: { kind: 'none' },
      policy: OWN_POLICY,
      renewalMonths: null,
      countsFrom: null,
      ...change,
    });
  }

  get today(): string {
    return dayIn('UTC', this.attempts.clock.now());
  }
}
