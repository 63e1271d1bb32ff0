/** A bound that a bench keeps or misses. */
export interface Floor {
  /** What is bounded, in words. */
  readonly what: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** What a bench prints: lines of Markdown, and its floors. */
export interface BenchResult {
  readonly lines: readonly string[];
  readonly floors: readonly Floor[];
}

/** Whether the value keeps to its bounds; what could not be measured (NaN) does not. */
export function isHeld({ value, atMost = Infinity, atLeast = -Infinity }: Floor): boolean {
  return value <= atMost && value >= atLeast;
}

/** `floor import, time of unzip -q: 0.62 (at most 1.5) held` */
export function floorLine(floor: Floor): string {
  const bounds = [
    floor.atLeast === undefined ? '' : `at least ${floor.atLeast}`,
    floor.atMost === undefined ? '' : `at most ${floor.atMost}`,
  ];
  const words = bounds.filter((bound) => bound !== '').join(', ');
  return `floor ${floor.what}: ${floor.value.toFixed(2)} (${words}) ${isHeld(floor) ? 'held' : 'missed'}`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** The middle one; NaN of none. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
