/** One thing that an import says of a file, before anything is changed. `error` leaves an item out; `warning` takes it. */
export interface ExchangeIssue {
  /** File inside an archive; '' where the upload is the file. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly severity: 'error' | 'warning';
  /** Stable, in capitals. */
  readonly code: string;
  /** Says what to do. */
  readonly message: string;
}

/** Issues of one file while it is read. */
export class IssueList {
  readonly all: ExchangeIssue[] = [];
  readonly #file: string;

  constructor(file = '') {
    this.#file = file;
  }

  /** An item is left out, or nothing is read. */
  error(line: number, code: string, message: string): void {
    this.all.push({ file: this.#file, line, severity: 'error', code, message });
  }

  /** Something is taken otherwise than it was written. */
  warn(line: number, code: string, message: string): void {
    this.all.push({ file: this.#file, line, severity: 'warning', code, message });
  }
}
