import { expect } from 'chai';
import { addDays, addMonths } from '../../../server/platform/index.ts';
import { OWN_POLICY } from '../../../server/training/judging/completion-input.ts';
import { codeOf } from '../../support/attempts.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { statementsOf } from '../../support/statements.ts';
import { TrainingWorld } from '../../support/training-world.ts';

const exam80 = { ...OWN_POLICY, exam: { rule: 'required', passMark: 0.8, retests: 1 } } as const;
const forbidden = { ...OWN_POLICY, exam: { rule: 'forbidden' } } as const;
const note = {
  statement: 'Paper test in the station.',
  seenBy: 'Sgt. Ruiz',
  score: null,
  engagedMs: null,
  assignmentId: null,
};

describe('verdicts', () => {
  forEachDatabase((make) => {
    let world: TrainingWorld;
    before(async () => {
      world = await TrainingWorld.open(await make());
    });

    async function cast() {
      const supervisor = await world.person(['supervisor']);
      const officer = await world.person(['officer'], supervisor);
      return { supervisor, officer, courseId: await world.course(supervisor) };
    }

    const standing = async (officer: Parameters<TrainingWorld['rules']['standing']['dueOf']>[0]) =>
      (await world.rules.standing.dueOf(officer)).map(({ outcome, reasons }) => [
        outcome,
        ...reasons.map(({ words }) => words),
      ]);

    it('judges one attempt by each assignment, and tells the reasons', async () => {
      const { supervisor, officer, courseId } = await cast();
      await world.assign(supervisor, { title: 'A', courseId, policy: exam80 });
      await world.assign(supervisor, { title: 'B', courseId, policy: forbidden });
      expect(await standing(officer)).to.deep.equal([['not-started'], ['not-started']]);
      await world.take(officer, courseId, 70);
      expect(await standing(officer)).to.deep.equal([
        ['in-progress', 'course content completed', 'test 70 % of 80 %', '1 of 2 tries used'],
        ['complete', 'course content completed'],
      ]);
      await world.take(officer, courseId, 75, true);
      expect((await standing(officer))[0]).to.deep.equal([
        'not-met',
        'course content completed',
        'test 75 % of 80 %',
        'all 2 tries used',
      ]);
    });

    it('says the same only once, and tells the other rooms what it says', async () => {
      const { supervisor, officer, courseId } = await cast();
      const id = await world.assign(supervisor, { courseId, policy: exam80 });
      await world.take(officer, courseId, 90);
      const mine = async () => {
        const rows = await world.attempts.rows('verdicts');
        return rows.filter((row) => row['assignment_id'] === id && row['outcome'] === 'complete');
      };
      const [first] = await mine();
      const judged = { agencyId: officer.agencyId, personIds: [officer.personId], courseIds: [courseId] };
      await world.platform.database.write((tx) => world.rules.verdicts.judgePeople(tx, judged));
      expect(await mine()).to.have.length(1);
      expect(first).to.include({ score: 0.9, reached_on: world.today, person_id: officer.personId });
      expect(JSON.parse(String(first?.['policy']))).to.deep.equal(exam80);
      const events = await world.attempts.rows<{ type: string; payload: string }>('outbox_events');
      const told = events.filter(
        ({ type, payload }) => type === 'training.verdict-reached' && payload.includes(String(first?.['id'])),
      );
      expect(told).to.have.length(1);
    });

    it('judges what nobody assigned by the own result of the course', async () => {
      const { supervisor, officer, courseId } = await cast();
      await world.take(officer, courseId, 65);
      const own = (await world.attempts.rows('verdicts')).filter((row) => row['person_id'] === officer.personId);
      expect(own.map((row) => [row['assignment_id'], row['outcome']])).to.deep.include([null, 'complete']);
      await world.assign(supervisor, { courseId, policy: exam80 });
      expect((await standing(officer))[0]?.[0]).to.equal('in-progress');
    });

    it('judges with as many statements for seven attempts as for one', async () => {
      const { supervisor, officer, courseId } = await cast();
      await world.assign(supervisor, { courseId, policy: exam80 });
      const judged = { agencyId: officer.agencyId, personIds: [officer.personId], courseIds: [courseId] };
      const { database } = world.platform;
      const judge = () => database.write((tx) => world.rules.verdicts.judgePeople(tx, judged));
      const count = async () => (await statementsOf(database, judge)).length;
      await world.take(officer, courseId, 50);
      const one = await count();
      for (let at = 0; at < 6; at += 1) await world.take(officer, courseId, 50, true);
      expect(await count())
        .to.equal(one)
        .and.to.be.at.most(16);
    });

    it('completes by the word of a supervisor, and takes it back with a reason', async () => {
      const { supervisor, officer, courseId } = await cast();
      await world.assign(supervisor, { courseId, policy: exam80 });
      const { corrections } = world.rules;
      const fact = { ...note, kind: 'completed' as const, courseId, happenedOn: addDays(world.today, -3) };
      const id = await corrections.correct(supervisor, officer.personId, fact);
      const [done] = await world.rules.standing.dueOf(officer);
      expect(done).to.include({ outcome: 'complete', completedOn: addDays(world.today, -3) });
      expect(done?.reasons[0]?.words).to.match(
        /^completed on paper on .*, seen by Sgt\. Ruiz, entered by Deputy Dana Okafor/,
      );
      const [row] = (await corrections.of(supervisor, officer.personId)).corrections;
      expect(row && corrections.isGenuine(row)).to.equal(true);
      expect(row && corrections.isGenuine({ ...row, happenedOn: world.today })).to.equal(false);
      await corrections.withdraw(supervisor, officer.personId, id, 'Another officer was meant.');
      expect(await standing(officer)).to.deep.equal([['not-started']]);
      expect(await codeOf(corrections.withdraw(supervisor, officer.personId, id, 'Again.'))).to.equal(
        'CORRECTION_WITHDRAWN',
      );
      const kept = (await corrections.of(supervisor, officer.personId)).corrections;
      expect(kept.map(({ withdrawnReason }) => withdrawnReason)).to.deep.equal(['Another officer was meant.']);
      const trail = await world.platform.audit.list(officer.agencyId);
      expect(trail.map(({ action }) => action)).to.include.members(['correction.signed', 'correction.withdrawn']);
    });

    it('moves a due day by an exemption, stands still without an end, and waives', async () => {
      const { supervisor, officer, courseId } = await cast();
      await world.assign(supervisor, { courseId, due: { kind: 'after', anchor: 'assigned', days: 30 } });
      const due = async () => (await world.rules.standing.dueOf(officer))[0];
      const { corrections } = world.rules;
      const ask = {
        assignmentId: null,
        ground: 'deployment' as const,
        reason: 'National Guard.',
        startsOn: addDays(world.today, 10),
        endsOn: null,
      };
      const id = await corrections.exempt(supervisor, officer.personId, { ...ask, kind: 'exemption' });
      expect(await due()).to.include({ dueOn: null, when: 'The clock stands still' });
      await corrections.endExemption(supervisor, officer.personId, id, addDays(world.today, 50));
      expect(await due()).to.include({ dueOn: addDays(world.today, 71) });
      await corrections.revoke(supervisor, officer.personId, id, 'Not deployed.');
      expect(await due()).to.include({ dueOn: addDays(world.today, 30) });
      await corrections.exempt(supervisor, officer.personId, {
        ...ask,
        kind: 'waiver',
        ground: 'equivalent',
        startsOn: world.today,
      });
      expect(await due()).to.include({ outcome: 'waived', isOpen: false });
    });

    it('lets nobody but supervisors and administrators of the same agency correct', async () => {
      const { supervisor, officer, courseId } = await cast();
      const stranger = await world.person(['supervisor']);
      const fact = { ...note, kind: 'completed' as const, courseId, happenedOn: world.today };
      const { corrections } = world.rules;
      expect(await codeOf(corrections.correct(officer, officer.personId, fact))).to.equal('NOT_ALLOWED');
      expect(await codeOf(corrections.correct(stranger, officer.personId, fact))).to.equal('PERSON_NOT_FOUND');
      expect(await codeOf(corrections.of(stranger, officer.personId))).to.equal('PERSON_NOT_FOUND');
      const id = await corrections.correct(supervisor, officer.personId, fact);
      expect(await codeOf(corrections.withdraw(stranger, officer.personId, id, 'No.'))).to.equal(
        'CORRECTION_NOT_FOUND',
      );
      const late = corrections.correct(supervisor, officer.personId, { ...fact, happenedOn: addDays(world.today, 1) });
      expect(await codeOf(late)).to.equal('INPUT_INVALID');
    });

    it('lets nobody sign that he or she completed a course, whatever the roles', async () => {
      const { supervisor, courseId } = await cast();
      const fact = { ...note, courseId, kind: 'completed' as const, happenedOn: world.today };
      const { corrections } = world.rules;
      for (const roles of [['officer', 'supervisor'], ['administrator']] as const) {
        const both = await world.person(roles, supervisor);
        const own = corrections.correct(both, both.personId, fact);
        expect(await codeOf(own), roles.join()).to.equal('OWN_CORRECTION');
        expect((await corrections.of(supervisor, both.personId)).corrections).to.deep.equal([]);
        expect(await corrections.correct(supervisor, both.personId, fact)).to.be.a('string');
      }
    });

    it('begins a new cycle when it is done again before it expires, and when it has expired', async () => {
      const { supervisor, officer, courseId } = await cast();
      await world.assign(supervisor, { courseId, renewalMonths: 6 });
      await world.take(officer, courseId, 90);
      const doneOn = world.today;
      const [first] = await world.rules.standing.dueOf(officer);
      expect(first).to.include({ cycle: 1, expiresOn: addMonths(doneOn, 6), isOpen: false });
      await world.pass(120);
      expect((await world.rules.standing.dueOf(officer))[0]).to.include({ cycle: 1, isOpen: true });
      await world.take(officer, courseId, 90, true);
      const [second] = await world.rules.standing.dueOf(officer);
      expect(second).to.include({ cycle: 2, outcome: 'complete', completedOn: world.today });
      await world.pass(200);
      const [third, ...more] = await world.rules.standing.dueOf(officer);
      expect(third).to.include({ cycle: 3, outcome: 'not-started', dueOn: second?.expiresOn, isOverdue: true });
      expect(more).to.deep.equal([]);
      const all = await world.rules.standing.enrollmentsOf(supervisor, officer.personId);
      expect(all.map(({ cycle, isClosed }) => [cycle, isClosed])).to.have.deep.members([
        [3, false],
        [2, true],
        [1, true],
      ]);
    });
  });
});
