/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeWindow {
  readonly axe?: {
    run(context: object, options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
  };
}

/** Violations of WCAG 2.2 A and AA in a page or frame as it stands. */
export async function axeViolations(place: Page | Frame): Promise<string[]> {
  const isThere = await place.evaluate(() => (window as unknown as AxeWindow).axe !== undefined);
  if (!isThere) await place.evaluate(AXE);
  const found = await place.evaluate(
    (runOnly) =>
      (window as unknown as AxeWindow).axe?.run({ exclude: [['iframe']] }, { runOnly: [...runOnly], iframes: false }),
    RULES,
  );
  const violations = found?.violations ?? [];
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
