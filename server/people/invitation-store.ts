import type { Tx } from '../platform/index.ts';
import type { InvitationRow, PeopleModels } from './person-model.ts';

/** An open invitation with the person whom it asks. */
export interface InvitationLine extends InvitationRow {
  readonly email: string;
}

/** SQL over invitations. Answered ones stay: they say who was asked and what the answer was. */
export function createInvitationStore({ Invitation, Person }: PeopleModels) {
  return {
    async insert(tx: Tx, rows: readonly InvitationRow[]): Promise<void> {
      await Invitation.bulkCreate([...rows], { transaction: tx });
    },

    async openOfPerson(tx: Tx | null, personId: string): Promise<InvitationRow[]> {
      const where = { personId, answer: null };
      const rows = await Invitation.findAll({ where, order: [['id', 'ASC']], transaction: tx });
      return rows.map((row) => row.get({ plain: true }));
    },

    async openOfAgency(tx: Tx | null, agencyId: string): Promise<InvitationLine[]> {
      const rows = await Invitation.findAll({
        where: { agencyId, answer: null },
        include: [{ model: Person, as: 'person', required: true }],
        order: [['id', 'ASC']],
        limit: 200,
        transaction: tx,
      });
      return rows.map((row) => {
        const { person, ...invitation } = row.get({ plain: true });
        return { ...invitation, email: person?.email ?? '' };
      });
    },

    /** Closes what is open; how many there were: of two answers at the same instant only one counts. */
    async answer(
      tx: Tx,
      where: { readonly id?: string; readonly agencyId?: string; readonly personId?: string | string[] },
      answer: 'accepted' | 'declined' | 'withdrawn',
      at: Date,
    ): Promise<number> {
      const [count] = await Invitation.update(
        { answer, answeredAt: at },
        { where: { ...where, answer: null }, transaction: tx },
      );
      return count;
    },
  };
}

/** See `createInvitationStore`. */
export type InvitationStore = ReturnType<typeof createInvitationStore>;
