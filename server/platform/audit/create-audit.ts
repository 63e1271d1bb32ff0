import { DataTypes, Op } from 'sequelize';
import type { Audit, AuditRow, AuditSubject, Clock, Database, Tx } from '../contract.ts';
import { defineModel } from '../database/define-model.ts';
import { sha256Hex } from '../ids/hash.ts';
import { newId } from '../ids/new-id.ts';
import { parsePayload } from '../jobs/job-payload.ts';
import { erasedBy, ERASED, isErased, isFit, linkOf, sealDetails, type StoredEvent } from './audit-link.ts';

interface EndRow {
  id: string;
  /** Link of the last row. */
  head: string;
  count: number;
}

const PAGE = 500;
const END = 'audit';
/** Link before the first row. */
const GENESIS = sha256Hex('schoolbeat audit');

/** The chain of everything that people change by hand: link = sha256(previous link, all columns of the row, of the details their hash). */
export function createAudit(database: Database, clock: Clock): Audit {
  const rows = defineModel<StoredEvent>(database, 'audit_events', {
    id: { type: DataTypes.STRING(26), primaryKey: true },
    position: DataTypes.INTEGER,
    agencyId: DataTypes.STRING(26),
    actorId: DataTypes.STRING(26),
    action: DataTypes.STRING(80),
    subjectType: DataTypes.STRING(40),
    subjectId: DataTypes.STRING(80),
    details: DataTypes.TEXT,
    at: DataTypes.DATE(3),
    link: DataTypes.STRING(64),
    linkFormat: DataTypes.INTEGER,
    detailsSha256: DataTypes.STRING(64),
    detailsSalt: DataTypes.STRING(43),
  });

  /** Where the trail ends: whoever deletes the last rows contradicts it. None before the first entry of this release. */
  const ends = defineModel<EndRow>(database, 'chain_ends', {
    id: { type: DataTypes.STRING(20), primaryKey: true },
    head: DataTypes.STRING(64),
    count: DataTypes.INTEGER,
  });

  /** Two writers of one place would fork the chain: on PostgreSQL they wait for each other. */
  const lockChain = async (transaction: Tx): Promise<void> => {
    if (database.dialect !== 'postgres') return;
    const replacements = { name: `${database.tablePrefix}audit` };
    await database.sequelize.query('SELECT pg_advisory_xact_lock(hashtext(:name))', { replacements, transaction });
  };

  const page = (tx: Tx, after: number): Promise<StoredEvent[]> =>
    rows.findAll({
      where: { position: { [Op.gt]: after } },
      order: ['position'],
      limit: PAGE,
      transaction: tx,
      raw: true,
    });

  const recordAll: Audit['recordAll'] = async (transaction, entries) => {
    if (entries.length === 0) return;
    await lockChain(transaction);
    const last = await rows.findOne({ order: [['position', 'DESC']], transaction, raw: true });
    let link = last?.link ?? GENESIS;
    let position = last?.position ?? 0;
    const at = clock.now();
    const made = entries.map(({ agencyId, actorId, action, subjectType, subjectId, details = {} }) => {
      position += 1;
      const whose = { agencyId, actorId, action, subjectType, subjectId };
      const said = JSON.stringify(details);
      const row = { id: newId(), position, ...whose, details: said, at, ...sealDetails(said) };
      link = linkOf(link, row);
      return { ...row, link };
    });
    await rows.bulkCreate(made, { transaction });
    await ends.upsert({ id: END, head: link, count: position }, { transaction });
  };

  const erase: Audit['erase'] = async (transaction, subjects, entry) => {
    await lockChain(transaction);
    const where = {
      [Op.or]: subjects.map(whereAbout),
      action: { [Op.ne]: ERASED },
      details: { [Op.notIn]: ['', '{}'] },
    };
    const found =
      subjects.length === 0 ? [] : await rows.findAll({ where, order: ['position'], transaction, raw: true });
    const trail = found.filter(({ linkFormat }) => linkFormat !== 1).map(({ position }) => position);
    await rows.update({ details: '', detailsSalt: null }, { where: { position: trail }, transaction });
    const counts = { trail, trailKept: found.length - trail.length };
    await recordAll(transaction, [{ ...entry, action: ERASED, details: { ...entry.details, ...counts } }]);
  };

  return {
    record: (transaction, entry) => recordAll(transaction, [entry]),
    recordAll,
    erase,
    async verify() {
      let head = GENESIS;
      let position = 0;
      /** Rows without their details, until an erasure that names them is met. */
      const bare = new Map<number, string>();
      for (;;) {
        const { found, end } = await database.read(async (tx) => ({
          found: await page(tx, position),
          end: await ends.findByPk(END, { transaction: tx, raw: true }),
        }));
        for (const row of found) {
          position += 1;
          const isGood = row.position === position && row.link === linkOf(head, row) && isFit(row);
          if (!isGood) return { ok: false, rows: position, head, firstBad: row.id };
          head = row.link;
          if (isErased(row)) bare.set(position, row.id);
          for (const erased of erasedBy(row)) bare.delete(erased);
        }
        if (found.length < PAGE) {
          const [unsaid] = bare.values();
          if (unsaid !== undefined) return { ok: false, rows: position, head, firstBad: unsaid };
          const isWhole = end === null || (end.count === position && end.head === head);
          return { ok: isWhole, rows: position, head, ...(!isWhole && { firstBad: `after row ${position}` }) };
        }
      }
    },
    async list(agencyId, { limit = 100, before } = {}) {
      const where = before === undefined ? { agencyId } : { agencyId, position: { [Op.lt]: before } };
      const found = await rows.findAll({ where, order: [['position', 'DESC']], limit, transaction: null, raw: true });
      return found.map(shown);
    },
    async about(transaction, subject, actions) {
      const where = { ...whereAbout(subject), action: [...actions] };
      return (await rows.findAll({ where, order: ['position'], transaction, raw: true })).map(shown);
    },
    async headAt(position) {
      const row = await rows.findOne({ where: { position }, transaction: null, raw: true });
      return row?.link ?? null;
    },
  };
}

const whereAbout = ({ agencyId, type, ids, action }: AuditSubject) => ({
  ...(agencyId !== undefined && { agencyId }),
  ...(action !== undefined && { action }),
  subjectType: type,
  subjectId: [...ids],
});

function shown(row: StoredEvent): AuditRow {
  const { id, position, agencyId, actorId, action, subjectType, subjectId, details, at } = row;
  const whose = { id, position, agencyId, actorId, action, subjectType, subjectId, at: new Date(at) };
  return isErased(row)
    ? { ...whose, details: {}, isErased: true }
    : { ...whose, details: parsePayload(details), isErased: false };
}
