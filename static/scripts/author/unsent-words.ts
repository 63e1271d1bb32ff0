/** What is typed and not sent yet, by what it is about; one request at a time. */
export class UnsentWords {
  readonly #words = new Map<string | null, string>();
  #isSending = false;

  of(about: string | null): string {
    return this.#words.get(about) ?? '';
  }

  typed(about: string | null, words: string): void {
    this.#words.set(about, words);
  }

  /** Sends them unless something is under way; once they are kept they go, but what was typed since stays. */
  async send(about: string | null, add: (words: string) => Promise<boolean>): Promise<void> {
    const words = this.of(about).trim();
    if (this.#isSending || words === '') return;
    this.#isSending = true;
    try {
      if ((await add(words)) && this.of(about).trim() === words) this.#words.delete(about);
    } finally {
      this.#isSending = false;
    }
  }
}
