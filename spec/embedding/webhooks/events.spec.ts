import { expect } from 'chai';
import type { EventType } from '../../../server/embedding/webhooks/event-catalogue.ts';
import { EVENT_TYPES } from '../../../server/embedding/webhooks/event-catalogue.ts';
import { actorFor } from '../../support/people.ts';
import { onSqlite } from '../../support/databases.ts';
import { buildApiWorld, type ApiWorld } from '../../support/api-world.ts';
import { MARKER } from '../../support/tenancy/world.ts';
import { startReceiver, type Receiver } from '../../support/webhook-site.ts';

interface Message {
  readonly type: EventType;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

onSqlite((make) => {
  describe('news of webhooks', function () {
    this.timeout(120_000);
    let world: ApiWorld;
    let receiver: Receiver;
    before(async () => {
      receiver = await startReceiver();
      world = await buildApiWorld(await make(), { outgoingAllowed: [receiver.host] });
      await world.app.platform.jobs.drain();
      world.clock.goOn(1_000);
      const body = { url: receiver.url, events: EVENT_TYPES };
      expect((await world.ask('post', '/webhooks', { body })).status).to.equal(201);
    });
    after(async () => {
      await world.app.close();
      await receiver.close();
    });

    /** What came since the last look. */
    async function news(): Promise<Message[]> {
      await world.app.platform.jobs.drain();
      return receiver.heard.splice(0).map(({ body }) => JSON.parse(body) as Message);
    }

    it('tell who joins and who leaves, and not who gets another role', async () => {
      const body = { givenName: 'Nils', email: 'nils@station.example', roles: ['officer'] };
      const personId = String((await world.ask('post', '/people', { body })).body['id']);
      expect(await news()).to.deep.include.members([
        { type: 'person.joined', timestamp: world.clock.now().toISOString(), data: { personId } },
      ]);
      const boss = await actorFor(world.app, world.own);
      await world.app.people.members.setRoles(boss, personId, ['officer', 'instructor']);
      expect((await news()).map(({ type }) => type)).to.not.include.members(['person.joined', 'person.left']);
      await world.ask('post', `/people/${personId}/leave`);
      const left = (await news()).filter(({ type }) => type === 'person.left');
      expect(left.map(({ data }) => data)).to.deep.equal([{ personId }]);
    });

    it('tell a verdict, the certificate that it brings, and that one was made void', async () => {
      const boss = await actorFor(world.app, world.own);
      const [personId, courseId] = [world.id('people'), world.id('courses')];
      const assignment = {
        title: 'Once more',
        courseId,
        curriculumId: null,
        audience: { kind: 'people', ids: [personId] },
        due: { kind: 'none' },
        policy: { exam: { rule: 'optional' }, attempts: 3, order: 'free', engagedMinutes: null, practical: null },
        renewalMonths: 12,
        countsFrom: null,
      };
      const made = await world.ask('post', '/assignments', { body: assignment });
      await world.app.training.rules.corrections.correct(boss, personId, {
        kind: 'completed',
        courseId,
        assignmentId: String(made.body['id']),
        statement: MARKER,
        seenBy: MARKER,
        happenedOn: '2026-11-20',
        score: null,
        engagedMs: null,
      });
      const told = await news();
      const verdict = told.findLast(({ type }) => type === 'verdict.reached');
      expect(verdict?.data).to.include({ personId, courseId, outcome: 'complete', assignmentId: made.body['id'] });
      const issued = told.find(({ type }) => type === 'certificate.issued');
      expect(issued?.data).to.include({ personId, courseId });
      const certificateId = String(issued?.data['certificateId']);
      const decide = (decision: 'void' | 'kept') =>
        world.app.training.certificates.decide(boss, certificateId, () => ({ decision, reason: 'A wrong date' }));
      await decide('kept');
      expect(await news()).to.deep.equal([]);
      await decide('void');
      const [voided] = await news();
      expect(voided).to.deep.include({ type: 'certificate.voided', data: { certificateId, personId } });
      expect(JSON.stringify([...told, voided]), 'ids and results, no names').to.not.include(MARKER);
    });

    it('tell an attempt that changed, and once more when it is finished', async () => {
      const { platform } = world.app;
      const attempt = {
        attemptId: world.id('attempts'),
        agencyId: world.agencyId,
        registrationId: world.id('registrations'),
        versionId: world.id('course_versions'),
        completion: 'completed',
        success: 'passed',
        scoreScaled: 0.9,
      };
      const emit = (state: string) =>
        platform.database.write((tx) => platform.outbox.emit(tx, 'attempt.changed', { ...attempt, state }));
      await emit('open');
      const open = (await news()).filter(({ type }) => type.startsWith('attempt.'));
      expect(open.map(({ type }) => type)).to.deep.equal(['attempt.changed']);
      expect(open[0]?.data).to.include({
        personId: world.id('people'),
        courseId: world.id('courses'),
        scoreScaled: 0.9,
      });
      expect(open[0]?.data).to.not.have.property('agencyId');
      await emit('finished');
      const finished = (await news()).filter(({ type }) => type.startsWith('attempt.'));
      expect(finished.map(({ type }) => type)).to.deep.equal(['attempt.changed', 'attempt.finished']);
    });
  });
});
