/** How far the saving of a draft is. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'signed-out' | 'deciding' | 'gone' | 'refused';

/** The state in words, and the icon beside them; colour says nothing alone. */
export function saveWords(state: SaveState, savedAt: Date | null): { words: string; icon: string; tone: string } {
  switch (state) {
    case 'saved':
      return {
        words: savedAt === null ? 'Draft saved' : `Draft saved ${timeOf(savedAt)}`,
        icon: 'check',
        tone: 'done',
      };
    case 'waiting':
      return { words: 'Not saved yet', icon: 'edit', tone: '' };
    case 'saving':
      return { words: 'Saving', icon: 'clock', tone: '' };
    case 'deciding':
      return { words: 'Waits for your decision', icon: 'alert', tone: 'due' };
    case 'refused':
      return { words: 'Not saved. What is wrong is said beside it.', icon: 'alert', tone: 'late' };
    case 'gone':
      return {
        words: 'Not saved: this module is not there any more, or is closed to you.',
        icon: 'alert',
        tone: 'late',
      };
    case 'signed-out':
      return { words: 'You are signed out. Kept on this device: sign in in another tab.', icon: 'alert', tone: 'late' };
    default:
      return { words: 'No connection. Kept on this device, sent when it is back.', icon: 'alert', tone: 'due' };
  }
}

/** “10:42” */
function timeOf(at: Date): string {
  return `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
}
