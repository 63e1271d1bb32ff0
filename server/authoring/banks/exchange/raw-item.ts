/** A question as a format tells it, before it is held against what a bank's item has to be. Texts are Markdown. */
export interface RawItem {
  readonly file: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** As written: any text; '' where none is told. */
  readonly id: string;
  /** Id of an objective; '' where none is told. */
  readonly objective: string;
  readonly kind: string;
  readonly difficulty: string;
  readonly tags: readonly string[];
  readonly prompt: string;
  readonly options: readonly RawOption[];
  readonly rationale: string;
  readonly isRetired: boolean;
}

/** An option; `text` is one line of plain text. */
export interface RawOption {
  readonly id: string;
  readonly text: string;
  readonly isRight: boolean;
  /** Markdown; '' where the format tells no reason. */
  readonly why: string;
}
