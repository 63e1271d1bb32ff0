/** What captions say, as paragraphs of a transcript: a pause of some seconds begins a new one. */
export function captionWords(vtt: string): string {
  const paragraphs: string[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const block of vtt.replaceAll(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const lines = block.trim().split('\n');
    const at = lines.findIndex((line) => line.includes('-->'));
    if (at < 0) continue;
    const [start = '', end = ''] = (lines[at] ?? '').split('-->');
    const words = lines
      .slice(at + 1)
      .join(' ')
      .replaceAll(/<v[^>]*\s([^>]+)>/g, '$1: ')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
    if (secondsOf(start) - last > PAUSE_S || paragraphs.length === 0) paragraphs.push([]);
    paragraphs.at(-1)?.push(words);
    last = secondsOf(end.trim().split(/\s/)[0] ?? '');
  }
  return paragraphs
    .map((words) => words.filter((one) => one !== '').join(' '))
    .filter((text) => text !== '')
    .join('\n\n');
}

const PAUSE_S = 3;

function secondsOf(time: string): number {
  return time
    .trim()
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}
