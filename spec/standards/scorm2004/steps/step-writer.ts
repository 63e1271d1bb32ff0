/** One call of the API with what the standard says of it. */
export interface ModelStep {
  readonly call: 'GetValue' | 'SetValue';
  readonly element: string;
  readonly value?: string;
  /** Returned text; null where only the error code counts. */
  readonly expect: string | null;
  /** GetLastError afterwards. */
  readonly error: string;
}

/** Steps about one paragraph of the RTE book. */
export interface Chapter {
  readonly title: string;
  readonly write: (writer: StepWriter) => void;
}

/** Writes the steps of one session. Lists only grow, so it hands out the next index of each. */
export class StepWriter {
  readonly steps: ModelStep[] = [];
  private readonly counts = new Map<string, number>();

  /** Index of the next entry of a list, which the following steps must then make. */
  next(list: string): number {
    const index = this.count(list);
    this.counts.set(list, index + 1);
    return index;
  }

  count(list: string): number {
    return this.counts.get(list) ?? 0;
  }

  /** GetValue answers this. */
  reads(element: string, expect: string): this {
    return this.push({ call: 'GetValue', element, expect, error: '0' });
  }

  /** GetValue answers something. */
  readsAny(element: string): this {
    return this.push({ call: 'GetValue', element, expect: null, error: '0' });
  }

  /** GetValue answers '' with this error. */
  failsToRead(error: string, ...elements: string[]): this {
    for (const element of elements) this.push({ call: 'GetValue', element, expect: '', error });
    return this;
  }

  /** SetValue takes each of these. */
  sets(element: string, ...values: string[]): this {
    for (const value of values) this.push({ call: 'SetValue', element, value, expect: 'true', error: '0' });
    return this;
  }

  /** SetValue takes each of these, and GetValue answers it again. */
  keeps(element: string, ...values: string[]): this {
    for (const value of values) this.sets(element, value).reads(element, value);
    return this;
  }

  /** SetValue refuses each of these with the error. */
  refuses(error: string, element: string, ...values: string[]): this {
    for (const value of values) this.push({ call: 'SetValue', element, value, expect: 'false', error });
    return this;
  }

  /** Takes and keeps the good ones; refuses the bad ones and still has the last good one. */
  judges(element: string, good: readonly string[], bad: readonly string[], error = '406'): this {
    this.keeps(element, ...good);
    const last = good.at(-1);
    for (const value of bad) {
      this.refuses(error, element, value);
      if (last !== undefined) this.reads(element, last);
    }
    return this;
  }

  /** A new interaction with an id, and with a type where one is given; its path. */
  interaction(type: string | null = null): string {
    const path = `cmi.interactions.${this.next('cmi.interactions')}`;
    this.sets(`${path}.id`, `urn:example:${path}`);
    if (type !== null) this.sets(`${path}.type`, type);
    return path;
  }

  /** A new objective with an id; its path. */
  objective(): string {
    const path = `cmi.objectives.${this.next('cmi.objectives')}`;
    this.sets(`${path}.id`, `urn:example:${path}`);
    return path;
  }

  private push(step: ModelStep): this {
    this.steps.push(step);
    return this;
  }
}

/** The chapters' steps, one after the other in one session. */
export function writeSteps(chapters: readonly Chapter[]): ModelStep[] {
  const writer = new StepWriter();
  for (const chapter of chapters) chapter.write(writer);
  return writer.steps;
}

/** What an API object answers to the steps that differs from the standard, as sentences. */
export function playSteps(
  api: {
    GetValue(element: string): string;
    SetValue(element: string, value: string): string;
    GetLastError(): string;
  },
  steps: readonly ModelStep[],
): string[] {
  const short = (text: string): string => (text.length > 70 ? `${text.slice(0, 67)}...(${text.length})` : text);
  const differences: string[] = [];
  for (const { call, element, value = '', expect, error } of steps) {
    const answer = call === 'GetValue' ? api.GetValue(element) : api.SetValue(element, value);
    const code = api.GetLastError();
    if (code === error && (expect === null || answer === expect)) continue;
    const wanted = `${short(expect ?? 'any')} ${error}`;
    differences.push(`${call}(${element}, ${short(value)}): wanted ${wanted}, got ${short(answer)} ${code}`);
  }
  return differences;
}
