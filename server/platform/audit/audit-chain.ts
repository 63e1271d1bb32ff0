import type { Audit, Chain } from '../contract.ts';

/** The audit trail as a chain to be signed: one head. */
export function auditChain(audit: Audit): Chain {
  return {
    name: 'audit',
    async heads() {
      const { ok, rows, head, firstBad } = await audit.verify();
      if (!ok) throw new Error(`The audit chain does not fit at ${firstBad}.`);
      return rows === 0 ? [] : [{ id: 'audit', head, count: rows }];
    },
    async broken(heads) {
      const { ok } = await audit.verify();
      if (!ok) return heads.map(({ id }) => id);
      const broken: string[] = [];
      for (const { id, head, count } of heads) if ((await audit.headAt(count)) !== head) broken.push(id);
      return broken;
    },
  };
}
