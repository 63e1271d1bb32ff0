/** What the scripts of a package say to the run-time of SCORM, as far as their text shows; nothing of it is run. */
export interface ScriptCalls {
  /** Something in it looks for the run-time at all. */
  readonly speaks: boolean;
  readonly setsStatus: boolean;
  readonly setsScore: boolean;
  readonly setsSuccess: boolean;
  readonly setsPlace: boolean;
  readonly ends: boolean;
  /** The statuses that stand in its scripts as words. */
  readonly words: readonly string[];
  /** All of its pages and scripts were read. */
  readonly isWhole: boolean;
}

const WORDS = ['passed', 'completed', 'failed', 'incomplete', 'browsed'] as const;

/** Reads the texts of a package for what they call. */
export function readCalls(texts: readonly { readonly text: string }[], isWhole: boolean): ScriptCalls {
  const has = (pattern: RegExp): boolean => texts.some(({ text }) => pattern.test(text));
  const speaking = texts.filter(({ text }) => /LMS(?:Initialize|SetValue|Finish)|API_1484_11|cmi\./.test(text));
  const saysWord = (word: string): boolean => {
    const quoted = new RegExp(`["'\`]${word}["'\`]`);
    return speaking.some(({ text }) => quoted.test(text));
  };
  return {
    speaks: has(/LMSInitialize|API_1484_11|\bfindAPI\b|\bgetAPI\b/i),
    setsStatus: has(/cmi\.core\.lesson_status|cmi\.completion_status/),
    setsScore: has(/cmi\.(?:core\.)?score\./),
    setsSuccess: has(/cmi\.success_status/),
    setsPlace: has(/cmi\.core\.lesson_location|cmi\.location/),
    ends: has(/LMSFinish|\bTerminate\s*\(|["']Terminate["']/),
    words: WORDS.filter(saysWord),
    isWhole,
  };
}
