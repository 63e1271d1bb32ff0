import type { SaveState } from './save-words.ts';

/** A whole text on its way: sent again as it is, under the same id, until somebody answers. */
export interface TextRequest {
  readonly editId: string;
  /** Revision of the file on which it was typed. */
  readonly base: number;
  readonly text: string;
}

/** What a device keeps of a text until the server has it. */
export interface KeptText {
  readonly base: number;
  readonly text: string;
  /** The server may have it, though nobody heard. */
  readonly request: TextRequest | null;
}

/** What the server said to a text. */
export type TextVerdict =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'conflict'; readonly by: string }
  /** It will never be taken as it is. */
  | { readonly kind: 'refused'; readonly words: string; readonly line: number | null }
  | { readonly kind: 'signed-out' }
  /** No answer, or none of ours. */
  | { readonly kind: 'retry' };

/** What the queue needs of the world; specs hand in their own. */
export interface TextPorts {
  /** What stands in the editor. */
  readonly text: () => string;
  /** Puts another text into the editor. */
  readonly put: (text: string) => void;
  readonly send: (request: TextRequest, isLast: boolean) => Promise<TextVerdict>;
  readonly fetch: () => Promise<{ readonly text: string; readonly revision: number } | null>;
  /** Null: the server has everything. */
  readonly keep: (kept: KeptText | null) => void;
  readonly ask: (mine: string, theirs: string, by: string) => Promise<'mine' | 'theirs'>;
  /** Whether what an earlier page had kept takes the place of what stands in the editor and is not saved. */
  readonly askToReplace: (kept: string, now: string) => Promise<boolean>;
  readonly refused: (words: string, line: number | null) => void;
  /** The server has what stands in the editor. */
  readonly saved: () => void;
  readonly delay: (ms: number, work: () => void) => () => void;
  readonly now: () => number;
  readonly newId: () => string;
  readonly changed: () => void;
}

/** Quiet time after a key before the text is sent, ms. */
const PAUSE_MS = 900;
/** From a key to the device, ms. */
const KEEP_MS = 250;
const MOST_BACKOFF_MS = 20_000;

/** Saves the text of a whole file: one request at a time, each on the revision on which it was typed. */
export class SourceQueue {
  readonly #ports: TextPorts;
  #base: number;
  /** The text as the server has it. */
  #sent: string;
  #request: TextRequest | null = null;
  /** The text that the server refused last: it is not sent again. */
  #refused: string | null = null;
  #trouble: 'offline' | 'signed-out' | null = null;
  #failures = 0;
  #isBusy = false;
  #isDeciding = false;
  #savedAt: number | null = null;
  #cancelSend: (() => void) | null = null;
  #cancelKeep: (() => void) | null = null;
  readonly #waiting: (() => void)[] = [];

  constructor(file: { readonly text: string; readonly revision: number }, ports: TextPorts) {
    this.#ports = ports;
    this.#base = file.revision;
    this.#sent = file.text;
  }

  get state(): SaveState {
    if (this.#isDeciding) return 'deciding';
    if (this.#isSaved) return 'saved';
    if (this.#trouble !== null) return this.#trouble;
    if (this.#isBusy) return 'saving';
    return this.#refused === this.#ports.text() ? 'refused' : 'waiting';
  }

  get savedAt(): number | null {
    return this.#savedAt;
  }

  get revision(): number {
    return this.#base;
  }

  /** Something was typed. */
  touch(): void {
    this.#cancelKeep ??= this.#ports.delay(KEEP_MS, () => this.#keepNow());
    if (this.#failures === 0) this.#plan(PAUSE_MS);
    this.#ports.changed();
  }

  /** Sends now what waits. */
  now(): void {
    void this.#pump(false);
  }

  /** The page goes. */
  leave(): void {
    this.#keepNow();
    void this.#pump(true);
  }

  /**
   * Goes on with what an earlier page had not sent, on the revision on which it was typed; once the request that is under way
   * has its answer. False where the author keeps what stands in the editor.
   */
  async restore({ base, text, request }: KeptText): Promise<boolean> {
    while (this.#isBusy || this.#isDeciding) await new Promise<void>((go) => this.#waiting.push(go));
    const now = this.#ports.text();
    if (!this.#isSaved && now !== text && !(await this.#mayReplace(text, now))) return false;
    // What the server has already is on its newest revision.
    if (request !== null || text !== this.#sent) this.#base = base;
    this.#request = request;
    this.#ports.put(text);
    this.#keepNow();
    this.#plan(0);
    this.#ports.changed();
    return true;
  }

  /** Nothing is sent while it is asked. */
  async #mayReplace(text: string, now: string): Promise<boolean> {
    this.#isDeciding = true;
    this.#ports.changed();
    const isMeant = await this.#ports.askToReplace(text, now);
    this.#isDeciding = false;
    this.#plan(0);
    this.#goOn();
    this.#ports.changed();
    return isMeant;
  }

  #goOn(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Takes in a newer file where nothing of the own waits. */
  async refresh(): Promise<void> {
    if (!this.#isSaved || this.#isBusy || this.#isDeciding) return;
    const file = await this.#ports.fetch();
    if (file === null || file.revision <= this.#base || !this.#isSaved || this.#isBusy) return;
    this.#base = file.revision;
    this.#sent = file.text;
    this.#ports.put(file.text);
    this.#ports.saved();
    this.#ports.changed();
  }

  get #isSaved(): boolean {
    return this.#request === null && this.#ports.text() === this.#sent;
  }

  #keepNow(): void {
    this.#cancelKeep?.();
    this.#cancelKeep = null;
    const text = this.#ports.text();
    this.#ports.keep(this.#isSaved ? null : { base: this.#base, text, request: this.#request });
  }

  #plan(ms: number): void {
    this.#cancelSend?.();
    this.#cancelSend = this.#ports.delay(ms, () => {
      this.#cancelSend = null;
      void this.#pump(false);
    });
  }

  async #pump(isLast: boolean): Promise<void> {
    if (this.#isBusy || this.#isDeciding) return;
    const text = this.#ports.text();
    if (this.#request === null) {
      if (text === this.#sent) {
        this.#keepNow();
        this.#ports.saved();
        this.#ports.changed();
      }
      if (text === this.#sent || text === this.#refused) return;
    }
    const request = (this.#request ??= { editId: this.#ports.newId(), base: this.#base, text });
    this.#isBusy = true;
    this.#ports.changed();
    // Should the page be killed now, the same request is known again.
    this.#keepNow();
    await this.#take(request, await this.#ports.send(request, isLast));
    this.#isBusy = false;
    this.#goOn();
    if (this.#failures > 0) this.#plan(Math.min(MOST_BACKOFF_MS, 1000 * 2 ** (this.#failures - 1)));
    else if (this.state === 'waiting') this.#plan(PAUSE_MS);
    this.#ports.changed();
  }

  async #take({ text }: TextRequest, verdict: TextVerdict): Promise<void> {
    if (verdict.kind === 'signed-out' || verdict.kind === 'retry') {
      this.#failures += 1;
      this.#trouble = verdict.kind === 'retry' ? 'offline' : 'signed-out';
      return;
    }
    this.#failures = 0;
    this.#trouble = null;
    if (verdict.kind === 'conflict') return this.#settle(verdict.by);
    this.#request = null;
    if (verdict.kind === 'refused') {
      this.#refused = text;
      this.#ports.refused(verdict.words, verdict.line);
      return;
    }
    this.#base = verdict.revision;
    this.#sent = text;
    this.#savedAt = this.#ports.now();
    this.#keepNow();
    if (this.#isSaved) this.#ports.saved();
  }

  /** Two versions of the file: the own is written over theirs, or theirs is taken in. Both are shown first. */
  async #settle(by: string): Promise<void> {
    const file = await this.#ports.fetch();
    if (file === null) {
      this.#failures += 1;
      this.#trouble = 'offline';
      return;
    }
    this.#request = null;
    this.#isDeciding = true;
    this.#ports.changed();
    const mine = this.#ports.text();
    const decision = mine === file.text ? 'theirs' : await this.#ports.ask(mine, file.text, by);
    this.#isDeciding = false;
    this.#base = file.revision;
    this.#sent = file.text;
    if (decision === 'theirs') this.#ports.put(file.text);
    this.#keepNow();
    if (this.#isSaved) this.#ports.saved();
    else this.#plan(0);
  }
}
