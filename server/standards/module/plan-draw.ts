import type { TestItem } from './compiled-module.ts';

/** What a bank has of an objective: items that were not drawn before, and all. */
export interface Stock {
  readonly objective: string;
  readonly fresh: Readonly<Record<TestItem['kind'], number>>;
  readonly all: Readonly<Record<TestItem['kind'], number>>;
}

/** How many situations and how many other items a try takes of an objective. */
export interface Share {
  readonly objective: string;
  readonly scenario: number;
  readonly knowledge: number;
}

/** Items that one objective gives to some tries, and how many of them tell a situation. */
interface Claim {
  readonly items: number;
  readonly situations: number;
}

/** How far a plan is from what is wanted; the first difference decides. */
interface Fault {
  readonly missing: number;
  readonly repeats: number;
  readonly offCourse: number;
}

interface Plan {
  readonly shares: readonly Share[];
  readonly extras: number;
  readonly situations: number;
  readonly fault: Fault;
}

/**
 * Plans a try of `total` items: balanced over the objectives, at least `situations` of them situations, within that as few
 * repeats as can be, and so that as many tries without a repeat as the bank has can follow. Of plans that are as good, the first in
 * the order of `stocks` is taken.
 */
export function planDraw(stocks: readonly Stock[], total: number, situations: number): Share[] {
  const { level, extras } = levelOf(stocks, total);
  const { tries, claims } = mostTries(stocks, total, situations);
  let plans: Plan[] = [{ shares: [], extras: 0, situations: 0, fault: { missing: 0, repeats: 0, offCourse: 0 } }];
  for (const [at, stock] of stocks.entries()) {
    const best = new Map<string, Plan>();
    for (const plan of plans) {
      for (const share of sharesOf(stock, level)) {
        const next = withShare(plan, stock, share, { level, claim: claims[at], tries });
        const key = `${next.extras} ${next.situations}`;
        const known = best.get(key);
        if (next.extras <= extras && (known === undefined || compare(next.fault, known.fault) < 0)) best.set(key, next);
      }
    }
    plans = [...best.values()];
  }
  const whole = plans
    .filter((plan) => plan.extras === extras)
    .map((plan) => ({ ...plan, fault: { ...plan.fault, missing: Math.max(0, situations - plan.situations) } }))
    .sort((a, b) => compare(a.fault, b.fault) || a.situations - b.situations);
  return [...(whole[0]?.shares ?? [])];
}

function withShare(
  plan: Plan,
  { all, fresh }: Stock,
  share: Share,
  { level, claim, tries }: { level: number; claim: Claim | undefined; tries: number },
): Plan {
  const items = share.scenario + share.knowledge;
  const repeats = Math.max(0, share.scenario - fresh.scenario) + Math.max(0, share.knowledge - fresh.knowledge);
  const isOn =
    claim === undefined ||
    (isEven(items, claim.items, tries) &&
      isEven(share.scenario, claim.situations, tries) &&
      isEven(share.knowledge, claim.items - claim.situations, tries));
  return {
    shares: [...plan.shares, share],
    extras: plan.extras + items - Math.min(level, all.scenario + all.knowledge),
    situations: plan.situations + share.scenario,
    fault: {
      missing: 0,
      repeats: plan.fault.repeats + repeats,
      offCourse: plan.fault.offCourse + (isOn ? 0 : 1),
    },
  };
}

/** Whether `part` is what one of `tries` even shares of `whole` may be. */
function isEven(part: number, whole: number, tries: number): boolean {
  return part === Math.floor(whole / tries) || part === Math.ceil(whole / tries);
}

function compare(a: Fault, b: Fault): number {
  return a.missing - b.missing || a.repeats - b.repeats || a.offCourse - b.offCourse;
}

/** The number that every objective gives if it has it, and how many give one more. */
function levelOf(stocks: readonly Stock[], total: number): { level: number; extras: number } {
  const given = (level: number): number =>
    stocks.reduce((sum, { all }) => sum + Math.min(level, all.scenario + all.knowledge), 0);
  let level = 0;
  while (level < total && given(level + 1) <= total) level += 1;
  return { level, extras: total - given(level) };
}

function sharesOf({ objective, all }: Stock, level: number): Share[] {
  const least = Math.min(level, all.scenario + all.knowledge);
  return [least, least + 1].flatMap((items) =>
    Array.from({ length: items + 1 }, (_, scenario) => ({ objective, scenario, knowledge: items - scenario })).filter(
      ({ scenario, knowledge }) => scenario <= all.scenario && knowledge <= all.knowledge,
    ),
  );
}

/**
 * The most tries that the fresh items give without a repeat, and what each objective gives to all of them together. Tries that take
 * even shares of these claims are possible one after the other (equitable colouring of a bipartite graph: objectives, kinds).
 */
function mostTries(
  stocks: readonly Stock[],
  total: number,
  situations: number,
): { tries: number; claims: readonly Claim[] } {
  const fresh = stocks.reduce((sum, stock) => sum + stock.fresh.scenario + stock.fresh.knowledge, 0);
  for (let tries = total === 0 ? 0 : Math.floor(fresh / total); tries > 0; tries -= 1) {
    const claims = claimsOf(stocks, { total, situations, tries });
    if (claims !== null) return { tries, claims };
  }
  return { tries: 0, claims: [] };
}

function claimsOf(
  stocks: readonly Stock[],
  { total, situations, tries }: { total: number; situations: number; tries: number },
): Claim[] | null {
  const { level, extras } = levelOf(stocks, total);
  const rows = stocks.map(({ all, fresh }) => {
    const own = all.scenario + all.knowledge;
    const items = tries * Math.min(level, own);
    return { fresh, items, most: Math.min(fresh.scenario + fresh.knowledge, tries * Math.min(level + 1, own)) };
  });
  if (rows.some(({ items, most }) => items > most)) return null;
  for (let left = tries * extras; left > 0; left -= 1) {
    const open = rows.filter(({ items, most }) => items < most);
    const row = open.find(({ items, fresh }) => items < fresh.scenario) ?? open[0];
    if (row === undefined) return null;
    row.items += 1;
  }
  const claims = rows.map(({ items, fresh }) => ({
    items,
    situations: Math.max(0, items - fresh.knowledge),
    most: Math.min(items, fresh.scenario),
  }));
  const told = claims.reduce((sum, claim) => sum + claim.situations, 0);
  for (let left = tries * situations - told; left > 0; left -= 1) {
    const [claim] = claims
      .filter((one) => one.situations < one.most)
      .sort((a, b) => a.situations / a.items - b.situations / b.items);
    if (claim === undefined) return null;
    claim.situations += 1;
  }
  return claims;
}
