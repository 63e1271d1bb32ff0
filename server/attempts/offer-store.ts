import { DataTypes } from 'sequelize';
import { defineModel, newId, type Database, type Outbox, type Tx } from '../platform/index.ts';
import { emitRestartOffered } from './offer-events.ts';

/** An agency offers whoever runs on another version of a course to begin again on this one. */
export interface OfferRow {
  id: string;
  agencyId: string;
  courseId: string;
  versionId: string;
  madeBy: string;
  madeAt: Date;
}

/** Offers to begin again on a new version. */
export function createOffers(database: Database, outbox: Outbox) {
  const key = { type: DataTypes.STRING(26), allowNull: false };
  const offers = defineModel<OfferRow>(database, 'restart_offers', {
    id: { ...key, primaryKey: true },
    agencyId: key,
    courseId: key,
    versionId: key,
    madeBy: key,
    madeAt: { type: DataTypes.DATE(3), allowNull: false },
  });

  /** Offers a version to nobody any more. */
  async function withdraw(tx: Tx, versionId: string): Promise<void> {
    await offers.destroy({ where: { versionId }, transaction: tx });
  }

  return {
    withdraw,

    /** Offers a version of a course and tells the rooms above, once more in place of before; permission is the caller's. */
    async make(tx: Tx, offer: Omit<OfferRow, 'id'>): Promise<void> {
      await withdraw(tx, offer.versionId);
      const id = newId();
      await offers.create({ id, ...offer }, { transaction: tx });
      const { agencyId, courseId, versionId } = offer;
      await emitRestartOffered(outbox, tx, { offerId: id, agencyId, courseId, versionId });
    },

    /** Whether somebody who runs on one version of a course may begin again on another. */
    async holds(
      tx: Tx | null,
      { agencyId, courseId, from, to }: { agencyId: string; courseId: string; from: string; to: string },
    ): Promise<boolean> {
      if (from === to) return false;
      return (await offers.count({ where: { agencyId, courseId, versionId: to }, transaction: tx ?? undefined })) > 0;
    },
  };
}

/** See `createOffers`. */
export type Offers = ReturnType<typeof createOffers>;
