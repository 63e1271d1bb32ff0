import { Op } from 'sequelize';
import { newId, type Tx } from '../../platform/index.ts';
import type { InvitationRow, LtiModels, RegistrationRow } from './lti-model.ts';

/** A registration with the deployments that are allowed. */
export interface Registration extends RegistrationRow {
  readonly deployments: readonly string[];
}

/** SQL over connected LMSs, their deployments, and the links by which they register themselves. */
export function createRegistrationStore({ registrations, deployments, invitations }: LtiModels) {
  async function withDeployments(tx: Tx | null, rows: RegistrationRow[]): Promise<Registration[]> {
    const registrationId = rows.map(({ id }) => id);
    const found = await deployments.findAll({ where: { registrationId }, order: ['createdAt', 'id'], transaction: tx });
    return rows.map((row) => ({
      ...row,
      deployments: found.filter((one) => one.registrationId === row.id).map((one) => one.deploymentId),
    }));
  }

  async function findAll(tx: Tx | null, where: Partial<RegistrationRow>): Promise<Registration[]> {
    const rows = await registrations.findAll({ where, order: ['createdAt', 'id'], transaction: tx });
    return withDeployments(
      tx,
      rows.map((row) => row.get({ plain: true })),
    );
  }

  const first = async (tx: Tx | null, where: Partial<RegistrationRow>): Promise<Registration | null> =>
    (await findAll(tx, where))[0] ?? null;

  return {
    byId: (tx: Tx | null, id: string) => first(tx, { id }),
    ofDoor: (tx: Tx | null, doorId: string) => first(tx, { doorId }),
    /** All of an issuer: a platform in the cloud has one for all its customers. */
    ofIssuer: (tx: Tx | null, issuer: string) => findAll(tx, { issuer }),

    async insert(tx: Tx, row: RegistrationRow): Promise<void> {
      await registrations.create(row, { transaction: tx });
    },

    async update(tx: Tx, id: string, values: Partial<RegistrationRow>): Promise<void> {
      await registrations.update(values, { where: { id }, transaction: tx });
    },

    /** Allowed once more it stays as it is. */
    async allow(tx: Tx, registrationId: string, deploymentId: string, at: Date): Promise<void> {
      const where = { registrationId, deploymentId };
      if ((await deployments.findOne({ where, transaction: tx })) !== null) return;
      await deployments.create({ id: newId(), ...where, createdAt: at }, { transaction: tx });
    },

    async disallow(tx: Tx, registrationId: string, deploymentId: string): Promise<void> {
      await deployments.destroy({ where: { registrationId, deploymentId }, transaction: tx });
    },

    async invite(tx: Tx, row: InvitationRow): Promise<void> {
      await invitations.create(row, { transaction: tx });
    },

    async invitation(tx: Tx | null, tokenHash: string): Promise<InvitationRow | null> {
      return (await invitations.findByPk(tokenHash, { transaction: tx }))?.get({ plain: true }) ?? null;
    },

    /** False when it has been used, or its time is over. */
    async takeInvitation(tx: Tx, tokenHash: string, at: Date): Promise<boolean> {
      const where = { tokenHash, usedAt: null, expiresAt: { [Op.gt]: at } };
      const [taken] = await invitations.update({ usedAt: at }, { where, transaction: tx });
      return taken === 1;
    },

    /** What it was taken for did not come about. */
    async giveInvitationBack(tx: Tx, tokenHash: string): Promise<void> {
      await invitations.update({ usedAt: null }, { where: { tokenHash }, transaction: tx });
    },
  };
}

/** See `createRegistrationStore`. */
export type RegistrationStore = ReturnType<typeof createRegistrationStore>;
