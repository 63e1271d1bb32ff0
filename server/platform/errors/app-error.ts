import { say } from '../i18n/say.ts';

/** Values by name; a list is of words that are said in the reader's language too. */
export type SentenceValues = Readonly<Record<string, string | number | readonly string[]>>;

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
  /** What stands for `{name}` in the message and the help. */
  readonly values?: SentenceValues;
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
  /** Message and help before their values are filled in, which is what a translation is looked up by. */
  readonly sentences: { readonly message: string; readonly help: string | undefined; readonly values: SentenceValues };
  readonly field: string | undefined;
  readonly issues: readonly ErrorIssue[] | undefined;
  readonly spec: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: string, status: number, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    const values = details.values ?? {};
    super(say('en', message, values), options);
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.sentences = { message, help: details.help, values };
    this.help = details.help === undefined ? undefined : say('en', details.help, values);
    this.field = details.field;
    this.issues = details.issues;
    this.spec = details.spec;
    this.details = details.details;
  }
}
