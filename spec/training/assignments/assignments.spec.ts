import { expect } from 'chai';
import { newId } from '../../../server/platform/index.ts';
import { OWN_POLICY } from '../../../server/training/judging/completion-input.ts';
import type { Actor } from '../../../server/people/index.ts';
import { codeOf } from '../../support/attempts.ts';
import { forEachDatabase } from '../../support/databases.ts';
import { TrainingWorld } from '../../support/training-world.ts';

describe('assignments', () => {
  forEachDatabase((make) => {
    let world: TrainingWorld;
    before(async () => {
      world = await TrainingWorld.open(await make());
    });

    const titlesOf = async (actor: Actor) =>
      (await world.rules.standing.dueOf(actor)).map(({ assignmentTitle }) => assignmentTitle);

    async function place(officer: Actor, startsOn: string, school = newId()): Promise<string> {
      const { agencyId, personId } = officer;
      const at = world.attempts.clock.now();
      const district = newId();
      await world.attempts.insert('districts', {
        id: district,
        name: 'Harlow',
        time_zone: 'UTC',
        state: 'AL',
        created_at: at,
      });
      await world.attempts.insert('schools', {
        id: school,
        district_id: district,
        name: 'Harlow High',
        created_at: at,
      });
      await world.attempts.insert('placements', {
        id: newId(),
        agency_id: agencyId,
        person_id: personId,
        school_id: school,
        role: 'sro',
        starts_on: startsOn,
        created_at: at,
      });
      return school;
    }

    it('holds for officers, those placed, those of a school, people and pairs', async () => {
      const supervisor = await world.person(['supervisor']);
      const [placed, free] = [await world.person(['officer'], supervisor), await world.person(['officer'], supervisor)];
      const partner = await world.person(['partner'], supervisor);
      const courseId = await world.course(supervisor);
      const school = await place(placed, '2026-08-10');
      await world.assign(supervisor, { title: 'officers', courseId });
      await world.assign(supervisor, {
        title: 'placed',
        courseId,
        audience: { kind: 'placed' },
        due: { kind: 'after', anchor: 'placed', days: 120 },
      });
      await world.assign(supervisor, { title: 'schools', courseId, audience: { kind: 'schools', ids: [school] } });
      await world.assign(supervisor, { title: 'people', courseId, audience: { kind: 'people', ids: [free.personId] } });
      const pairs = [{ officerId: placed.personId, partnerId: partner.personId }];
      await world.assign(supervisor, { title: 'pairs', courseId, audience: { kind: 'pairs', pairs } });
      expect(await titlesOf(placed)).to.have.members(['officers', 'placed', 'schools', 'pairs']);
      expect(await titlesOf(free)).to.have.members(['officers', 'people']);
      expect(await titlesOf(partner)).to.deep.equal(['pairs']);
      const [soonest] = await world.rules.standing.dueOf(placed);
      expect(soonest).to.include({ assignmentTitle: 'placed', dueOn: '2026-12-08' });
    });

    it('shows whom it holds for before it is made, and makes nothing', async () => {
      const supervisor = await world.person(['supervisor']);
      const officer = await world.person(['officer'], supervisor);
      const wanted = {
        title: 'A',
        courseId: await world.course(supervisor),
        curriculumId: null,
        audience: { kind: 'officers' as const },
        due: { kind: 'none' as const },
        policy: OWN_POLICY,
        renewalMonths: null,
        countsFrom: null,
      };
      const shown = await world.rules.assignments.preview(supervisor, wanted, null);
      expect(shown.map(({ person }) => person.personId)).to.deep.equal([officer.personId]);
      expect(await titlesOf(officer)).to.deep.equal([]);
    });

    it('enrolls who comes later, closes who leaves, and takes back who returns', async () => {
      const supervisor = await world.person(['supervisor']);
      const courseId = await world.course(supervisor);
      await world.assign(supervisor, { courseId });
      const late = await world.person(['officer'], supervisor);
      const { agencyId, personId } = late;
      await world.platform.database.write((tx) =>
        world.platform.outbox.emit(tx, 'people.membership-changed', { agencyId, personId }),
      );
      await world.settle();
      expect(await titlesOf(late)).to.deep.equal(['Yearly training']);
      await world.leave(late);
      await world.rules.enrol.keepUp(agencyId);
      expect(await titlesOf(late)).to.deep.equal([]);
      const [kept] = await world.rules.standing.enrollmentsOf(supervisor, personId);
      expect(kept).to.include({ isClosed: true });
      await world.attempts.change(
        `UPDATE ${world.attempts.table('memberships')} SET ended_at = NULL WHERE person_id = :personId`,
        { personId },
      );
      await world.rules.enrol.keepUp(agencyId);
      await world.rules.enrol.keepUp(agencyId);
      expect(
        (await world.rules.standing.enrollmentsOf(supervisor, personId)).map(({ isClosed }) => isClosed),
      ).to.deep.equal([false]);
    });

    it('opens the courses of a curriculum one after the other', async () => {
      const supervisor = await world.person(['supervisor']);
      const officer = await world.person(['officer'], supervisor);
      const [first, second] = [await world.course(supervisor), await world.course(supervisor)];
      const curriculumId = await world.rules.curricula.create(supervisor, 'Basic school', [first, second]);
      await world.assign(supervisor, { curriculumId, policy: { ...OWN_POLICY, order: 'in-order' } });
      await world.take(officer, second, 90);
      const outcomes = async () =>
        new Map((await world.rules.standing.dueOf(officer)).map(({ courseId, outcome }) => [courseId, outcome]));
      expect((await outcomes()).get(second)).to.equal('in-progress');
      await world.take(officer, first, 90);
      expect([...(await outcomes()).values()]).to.deep.equal(['complete', 'complete']);
    });

    it('judges anew when the policy is edited, and keeps what was said', async () => {
      const supervisor = await world.person(['supervisor']);
      const officer = await world.person(['officer'], supervisor);
      const courseId = await world.course(supervisor);
      const id = await world.assign(supervisor, { courseId });
      await world.take(officer, courseId, 70);
      const policy = { ...OWN_POLICY, exam: { rule: 'required' as const, passMark: 0.8, retests: 0 } };
      const wanted = {
        title: 'Harder',
        courseId,
        curriculumId: null,
        audience: { kind: 'officers' as const },
        due: { kind: 'on' as const, day: '2027-06-30' },
        policy,
        renewalMonths: null,
        countsFrom: null,
      };
      await world.rules.assignments.change(supervisor, id, wanted);
      expect((await world.rules.standing.dueOf(officer))[0]).to.include({
        outcome: 'not-met',
        dueOn: '2027-06-30',
        completedOn: null,
      });
      const said = (await world.attempts.rows('verdicts')).filter((row) => row['assignment_id'] === id);
      expect(said.map((row) => row['outcome'])).to.include.members(['complete', 'not-met']);
    });

    it('ends, and the record stays', async () => {
      const supervisor = await world.person(['supervisor']);
      const officer = await world.person(['officer'], supervisor);
      const id = await world.assign(supervisor, { courseId: await world.course(supervisor) });
      await world.rules.assignments.end(supervisor, id);
      expect(await titlesOf(officer)).to.deep.equal([]);
      expect((await world.rules.assignments.show(supervisor, id)).enrollments).to.have.length(1);
      expect(await codeOf(world.rules.assignments.end(supervisor, id))).to.equal('ASSIGNMENT_ENDED');
    });

    it('is the business of supervisors and administrators of the agency alone', async () => {
      const supervisor = await world.person(['supervisor']);
      const officer = await world.person(['officer'], supervisor);
      const stranger = await world.person(['supervisor']);
      const courseId = await world.course(supervisor);
      const id = await world.assign(supervisor, { courseId });
      expect(await codeOf(world.assign(officer, { courseId }))).to.equal('NOT_ALLOWED');
      expect(await codeOf(world.assign(stranger, { courseId }))).to.equal('INPUT_INVALID');
      const people = { kind: 'people' as const, ids: [stranger.personId] };
      expect(await codeOf(world.assign(supervisor, { courseId, audience: people }))).to.equal('INPUT_INVALID');
      for (const work of [world.rules.assignments.show(stranger, id), world.rules.assignments.end(stranger, id)]) {
        expect(await codeOf(work)).to.equal('ASSIGNMENT_NOT_FOUND');
      }
      expect((await world.rules.assignments.list(stranger)).rows).to.deep.equal([]);
    });
  });
});
