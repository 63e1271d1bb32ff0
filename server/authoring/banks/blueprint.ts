import { planDraw, type Stock } from '../../standards/module/index.ts';
import { ITEMS_A_DRAW } from '../lint/bank-rules.ts';
import type { BankDraw, LooseBank, LooseItem } from './loose-bank.ts';

/** What a test takes of an objective in its first try. */
export interface DrawShare {
  readonly knowledge: number;
  readonly scenario: number;
}

/** An objective with what the bank has for it, and what its tests take. */
export interface BlueprintRow {
  readonly id: string;
  readonly text: string;
  /** Items that can be drawn. */
  readonly knowledge: number;
  readonly scenario: number;
  readonly retired: number;
  /** One for each test, in their order. */
  readonly shares: readonly DrawShare[];
  /** Items that are still to be written for the largest draw. */
  readonly missing: number;
}

/** How an exam is put together: by objective, with what is missing. */
export interface Blueprint {
  readonly draws: readonly (BankDraw & {
    /** Tries without a repeated question. */
    readonly tries: number;
    /** What keeps it from being drawn as it says, in words; none where it can. */
    readonly faults: readonly string[];
  })[];
  readonly rows: readonly BlueprintRow[];
}

/** Nobody takes a test more often than this. */
const MOST_TRIES = 20;

/** Plans the draws of all tests from a bank, by the code that draws. */
export function blueprintOf({ objectives, items }: LooseBank, draws: readonly BankDraw[]): Blueprint {
  const live = items.filter(({ isRetired }) => !isRetired);
  const stocks = objectives.map(({ id }): Stock => {
    const all = { knowledge: count(live, id, 'knowledge'), scenario: count(live, id, 'scenario') };
    return { objective: id, all, fresh: all };
  });
  const shares = draws.map((draw) => planDraw(stocks, draw.total, situationsOf(draw)));
  return {
    draws: draws.map((draw) => ({
      ...draw,
      tries: triesOf(stocks, draw),
      faults: faultsOf(draw, stocks, live.length),
    })),
    rows: objectives.map(({ id, text }, at) => {
      const { knowledge = 0, scenario = 0 } = stocks[at]?.all ?? {};
      const quota = Math.max(0, ...draws.map(({ total }) => quotaOf(total, objectives.length)));
      return {
        id,
        text,
        knowledge,
        scenario,
        retired: items.filter((item) => item.objective === id && item.isRetired).length,
        shares: shares.map((plan) => {
          const found = plan.find(({ objective }) => objective === id);
          return { knowledge: found?.knowledge ?? 0, scenario: found?.scenario ?? 0 };
        }),
        missing: Math.max(0, quota - knowledge - scenario),
      };
    }),
  };
}

function situationsOf({ total, scenario }: BankDraw): number {
  return Math.ceil(total * scenario);
}

function quotaOf(total: number, objectives: number): number {
  return objectives === 0 ? 0 : Math.ceil(total / objectives);
}

function faultsOf(draw: BankDraw, stocks: readonly Stock[], size: number): string[] {
  const { total } = draw;
  const needed = Math.ceil(total * ITEMS_A_DRAW);
  const quota = quotaOf(total, stocks.length);
  const short = stocks.filter(({ all }) => all.knowledge + all.scenario < quota).map(({ objective }) => objective);
  const most = stocks.reduce((sum, { all }) => sum + Math.min(all.scenario, quota), 0);
  const situations = situationsOf(draw);
  return [
    ...(size >= needed ? [] : [`It draws ${total}, so the bank needs ${needed} items in use; it has ${size}.`]),
    ...(short.length === 0 ? [] : [`Each objective needs ${quota} items; too few for: ${short.join(', ')}.`]),
    ...(most >= situations ? [] : [`${situations} of its questions are to tell a situation; at most ${most} can.`]),
  ];
}

/** Draws try after try out of what is left, until one would have to repeat. */
function triesOf(stocks: readonly Stock[], draw: BankDraw): number {
  const situations = situationsOf(draw);
  let left = stocks;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const plan = planDraw(left, draw.total, situations);
    const taken = plan.reduce((sum, { knowledge, scenario }) => sum + knowledge + scenario, 0);
    const isFresh = left.every(({ objective, fresh }) => {
      const share = plan.find((one) => one.objective === objective);
      return (share?.knowledge ?? 0) <= fresh.knowledge && (share?.scenario ?? 0) <= fresh.scenario;
    });
    const told = plan.reduce((sum, { scenario }) => sum + scenario, 0);
    if (draw.total === 0 || taken < draw.total || told < situations || !isFresh) return tries;
    left = left.map((stock) => {
      const share = plan.find((one) => one.objective === stock.objective);
      return {
        ...stock,
        fresh: {
          knowledge: stock.fresh.knowledge - (share?.knowledge ?? 0),
          scenario: stock.fresh.scenario - (share?.scenario ?? 0),
        },
      };
    });
  }
  return MOST_TRIES;
}

function count(items: readonly LooseItem[], objective: string, kind: string): number {
  return items.filter((item) => item.objective === objective && item.kind === kind).length;
}
