import { expect } from 'chai';
import type { Actor, Role } from '../../../server/people/index.ts';
import { OWN_POLICY, type CompletionPolicy } from '../../../server/training/judging/completion-input.ts';
import { codeOf } from '../../support/attempts.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { TrainingWorld } from '../../support/training-world.ts';

const ROLES: readonly Role[] = ['instructor', 'supervisor', 'administrator', 'officer'];

describe('practical parts', () => {
  forEachDatabase((make) => {
    let world: TrainingWorld;
    let boss: Actor;
    before(async () => {
      world = await TrainingWorld.open(await make());
      boss = await world.person(['supervisor']);
    });

    async function assigned(practical: CompletionPolicy['practical']) {
      const officer = await world.person(['officer'], boss);
      const courseId = await world.course(boss);
      const audience = { kind: 'people' as const, ids: [officer.personId] };
      const assignmentId = await world.assign(boss, { courseId, audience, policy: { ...OWN_POLICY, practical } });
      const fact = { kind: 'practical-signed' as const, courseId, assignmentId, statement: 'Cleared a hall.' };
      return { officer, fact: { ...fact, seenBy: 'Sgt. Ito', happenedOn: world.today, score: null, engagedMs: null } };
    }
    const outcomeOf = async (officer: Actor) => (await world.rules.standing.dueOf(officer))[0]?.outcome;

    const EXPECTED: readonly (readonly [Exclude<CompletionPolicy['practical'], null>, readonly string[]])[] = [
      ['instructor', ['signed', 'PRACTICAL_SIGNER', 'PRACTICAL_SIGNER', 'NOT_ALLOWED']],
      ['supervisor', ['PRACTICAL_SIGNER', 'signed', 'PRACTICAL_SIGNER', 'NOT_ALLOWED']],
      ['either', ['signed', 'signed', 'PRACTICAL_SIGNER', 'NOT_ALLOWED']],
    ];
    for (const [practical, answers] of EXPECTED) {
      it(`are signed by whom the policy asks: ${practical}`, async () => {
        for (const [at, role] of ROLES.entries()) {
          const signer = await world.person([role], boss);
          const { officer, fact } = await assigned(practical);
          await world.take(officer, fact.courseId, 90);
          expect(await outcomeOf(officer)).to.equal('in-progress');
          const sign = world.rules.corrections.correct(signer, officer.personId, fact);
          const answer = answers[at] === 'signed' ? (await sign) && 'signed' : await codeOf(sign);
          expect(answer, role).to.equal(answers[at]);
          expect(await outcomeOf(officer)).to.equal(answer === 'signed' ? 'complete' : 'in-progress');
        }
      });
    }

    it('tell in words whom the policy asks, with 403', async () => {
      const { officer, fact } = await assigned('instructor');
      const refused = await world.rules.corrections
        .correct(boss, officer.personId, fact)
        .catch((error: unknown) => error);
      expect(refused).to.include({ status: 403, message: 'This practical part is signed by an instructor.' });
    });

    it('are signed for an assignment that asks for one, and by nobody for himself or herself', async () => {
      const { officer, fact } = await assigned('either');
      const { corrections } = world.rules;
      const none = { ...fact, assignmentId: null };
      expect(await codeOf(corrections.correct(boss, officer.personId, none))).to.equal('INPUT_INVALID');
      const without = await assigned(null);
      expect(await codeOf(corrections.correct(boss, without.officer.personId, without.fact))).to.equal('NO_PRACTICAL');
      const both = { ...officer, roles: ['officer', 'instructor'] as const };
      expect(await codeOf(corrections.correct(both, officer.personId, fact))).to.equal('OWN_PRACTICAL');
    });

    it('leave everything else to supervisors and administrators', async () => {
      const instructor = await world.person(['instructor'], boss);
      const { officer, fact } = await assigned('either');
      const whole = world.rules.corrections.correct(instructor, officer.personId, { ...fact, kind: 'completed' });
      expect(await codeOf(whole)).to.equal('NOT_ALLOWED');
      expect(await codeOf(world.rules.corrections.of(instructor, officer.personId))).to.equal('NOT_ALLOWED');
    });
  });
});
