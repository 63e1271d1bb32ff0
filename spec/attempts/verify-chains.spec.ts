import { expect } from 'chai';
import type { AttemptsWorld } from '../support/attempts.ts';
import { buildCourse12, buildSco, forEachWorld, play } from '../support/attempts.ts';

const COURSE = buildCourse12(buildSco('one'));

/** An attempt with three entries. */
async function attemptOf(world: AttemptsWorld): Promise<string> {
  const player = await play(await world.learner(COURSE));
  for (const place of ['1', '2', '3']) {
    world.clock.forward(1000);
    await player.commit('one', { 'cmi.core.lesson_location': place });
  }
  return player.opened.attemptId;
}

describe('the check of the chains', () => {
  forEachWorld((world) => {
    const commits = () => world().table('commits');
    const attempts = () => world().table('attempts');
    const faultsOf = async (attemptId: string) =>
      (await world().attempts.verify()).faults.filter((fault) => fault.includes(attemptId));

    it('finds nothing wrong in what was stored', async () => {
      await attemptOf(world());
      const found = await world().attempts.verify();
      expect(found.faults).to.deep.equal([]);
      expect(found.entries).to.be.at.least(3);
    });

    it('names a row that was changed', async () => {
      const attemptId = await attemptOf(world());
      const at = { attemptId };
      await world().change(`UPDATE ${commits()} SET seq = 70 WHERE attempt_id = :attemptId AND position = 2`, at);
      expect(await faultsOf(attemptId)).to.deep.equal([`attempt ${attemptId}: entry 2 was changed`]);
    });

    it('names a payload that was exchanged', async () => {
      const attemptId = await attemptOf(world());
      await world().change(
        `UPDATE ${commits()} SET payload = (SELECT payload FROM ${commits()} WHERE attempt_id = :attemptId AND position = 1)
         WHERE attempt_id = :attemptId AND position = 3`,
        { attemptId },
      );
      expect(await faultsOf(attemptId)).to.deep.equal([`attempt ${attemptId}: the content of entry 3 was changed`]);
    });

    it('names any byte that was changed in any column of a row', async () => {
      const change: Record<string, unknown> = {
        agency_id: 'x',
        seq: 70,
        turn: 1e9,
        sco_id: 'two',
        trigger: 'finish',
        final: true,
        outcome: 'obsolete',
        received_at: '2026-01-01 00:00:00.000 +00:00',
        client_time: 'x',
        bytes: 1,
        payload_sha256: 'x',
        packed_sha256: 'x',
        link_format: 1,
        link: 'x',
        id: 'x',
      };
      for (const [column, value] of Object.entries(change)) {
        const attemptId = await attemptOf(world());
        await world().change(
          `UPDATE ${commits()} SET "${column}" = :value WHERE attempt_id = :attemptId AND position = 2`,
          { attemptId, value: column === 'id' || column === 'agency_id' ? attemptId : value },
        );
        expect(await faultsOf(attemptId), column).to.deep.equal([`attempt ${attemptId}: entry 2 was changed`]);
      }
    });

    it('names each byte of a payload that was changed, in its gzip header and trailer too', async () => {
      const attemptId = await attemptOf(world());
      const rows = await world().rows<{ attempt_id: string; position: number; payload: Buffer }>('commits');
      const row = rows.find((one) => one.attempt_id === attemptId && one.position === 2);
      const payload = Buffer.from(row?.payload ?? []);
      const places = [...payload.keys()].filter((at) => at < 12 || at > payload.length - 9 || at % 16 === 0);
      expect(places.length).to.be.above(20);
      for (const at of places) {
        const changed = Buffer.from(payload);
        changed[at] = (changed[at] ?? 0) ^ 1;
        await world().change(
          `UPDATE ${commits()} SET payload = :changed WHERE attempt_id = :attemptId AND position = 2`,
          { attemptId, changed },
        );
        expect(await faultsOf(attemptId), `byte ${at}`).to.deep.equal([
          `attempt ${attemptId}: the content of entry 2 was changed`,
        ]);
      }
    });

    it('names a missing entry and a deleted tail', async () => {
      const [holed, cut] = [await attemptOf(world()), await attemptOf(world())];
      await world().change(`DELETE FROM ${commits()} WHERE attempt_id = :holed AND position = 2`, { holed });
      await world().change(`DELETE FROM ${commits()} WHERE attempt_id = :cut AND position = 3`, { cut });
      expect(await faultsOf(holed)).to.deep.equal([`attempt ${holed}: entry 2 is missing`]);
      expect(await faultsOf(cut)).to.deep.equal([`attempt ${cut}: entries after 2 are missing`]);
    });

    it('tells by the signed heads when a tail was cut off with its counters, or a chain was written anew', async () => {
      const [chain] = world().chains;
      if (chain === undefined) throw new Error('No chain is registered.');
      const attemptId = await attemptOf(world());
      const heads = (await chain.heads(null)).filter(({ id }) => id === attemptId);
      expect(heads.map(({ count }) => count)).to.deep.equal([3]);
      expect(await chain.broken(heads)).to.deep.equal([]);
      const at = { attemptId };
      await world().change(`DELETE FROM ${commits()} WHERE attempt_id = :attemptId AND position = 3`, at);
      await world().change(
        `UPDATE ${attempts()} SET commit_count = 2, chain_head =
           (SELECT link FROM ${commits()} WHERE attempt_id = :attemptId AND position = 2) WHERE id = :attemptId`,
        at,
      );
      expect(await faultsOf(attemptId)).to.deep.equal([]);
      expect(await chain.broken(heads)).to.deep.equal([attemptId]);
    });

    it('signs only the chains that have grown since', async () => {
      const [chain] = world().chains;
      const old = await attemptOf(world());
      const since = world().clock.now();
      world().clock.forward(1000);
      const young = await attemptOf(world());
      const ids = ((await chain?.heads(since)) ?? []).map(({ id }) => id);
      expect(ids).to.include(young).and.not.include(old);
    });
  });
});
