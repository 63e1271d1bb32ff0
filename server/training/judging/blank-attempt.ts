import type { JudgedAttempt } from '../../attempts/index.ts';

/** What is known of an attempt whose last save came later: that it was begun. */
export const NO_RESULT_YET: Pick<
  JudgedAttempt,
  'state' | 'result' | 'engagedMs' | 'lastSavedAt' | 'finishedAt' | 'parts' | 'tries'
> = {
  state: 'open',
  result: {
    completion: 'unknown',
    success: 'unknown',
    scoreRaw: null,
    scoreMin: null,
    scoreMax: null,
    scoreScaled: null,
    progress: null,
  },
  engagedMs: 0,
  lastSavedAt: null,
  finishedAt: null,
  parts: [],
  tries: [],
};
