import type { Tx } from '../../platform/index.ts';
import type { LtiModels, MemberRow } from './lti-model.ts';

const SHOWN = 2_000;

/** SQL over the people in the courses of LMSs. */
export function createMemberStore({ members }: LtiModels) {
  return {
    /** By name. */
    async ofRegistration(tx: Tx | null, registrationId: string): Promise<MemberRow[]> {
      const order = ['name', 'subject'];
      const rows = await members.findAll({ where: { registrationId }, order, limit: SHOWN, transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    /** The whole list of a course takes the place of the one before. */
    async replace(tx: Tx, contextHash: string, rows: readonly MemberRow[]): Promise<void> {
      await members.destroy({ where: { contextHash }, transaction: tx });
      for (let at = 0; at < rows.length; at += 500) {
        await members.bulkCreate(rows.slice(at, at + 500), { transaction: tx });
      }
    },
  };
}

/** See `createMemberStore`. */
export type MemberStore = ReturnType<typeof createMemberStore>;
