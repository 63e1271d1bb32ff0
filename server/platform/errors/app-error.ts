/** One finding among several: where it is, its stable code, and what it means in words. */
export interface ErrorIssue {
  readonly code: string;
  readonly message: string;
  /** File or field it was found at. */
  readonly path?: string;
  /** From 1. */
  readonly line?: number;
  /** Paragraph of the standard. */
  readonly spec?: string;
}

/** What a failure may tell beside its sentence. */
export interface ErrorDetails {
  /** The next step for the person. */
  readonly help?: string;
  /** Name of the form field at fault. */
  readonly field?: string;
  readonly issues?: readonly ErrorIssue[];
  /** Paragraph of the standard that asks for the refusal. */
  readonly spec?: string;
  /** Plain data for the client that called. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The one error class: `code` is the contract, `status` the HTTP answer; below 500 the message is for the client. */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly help: string | undefined;
  readonly field: string | undefined;
  readonly issues: readonly ErrorIssue[] | undefined;
  readonly spec: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: string, status: number, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.help = details.help;
    this.field = details.field;
    this.issues = details.issues;
    this.spec = details.spec;
    this.details = details.details;
  }
}
