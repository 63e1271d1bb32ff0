/** One caption: seconds from the start of the film. */
export interface Cue {
  readonly start: number;
  readonly end: number;
}

const TIME = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d\.\d{3})`;
const TIMING = new RegExp(String.raw`^${TIME}[ \t]+-->[ \t]+${TIME}(?:[ \t].*)?$`);

/** Cues of a WebVTT file, or what is wrong with it (https://www.w3.org/TR/webvtt1/). */
export function readCues(text: string): readonly Cue[] | string {
  const [head = '', ...blocks] = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/);
  if (!/^WEBVTT(?:[ \t\n]|$)/.test(head)) return 'the first line is WEBVTT, then comes an empty line';
  const cues: Cue[] = [];
  for (const block of blocks
    .map((one) => one.trim())
    .filter((one) => one !== '' && !/^(?:NOTE|STYLE|REGION)\b/.test(one))) {
    const lines = block.split('\n');
    // A caption may have a line with its name above the times.
    const timing = lines[0]?.includes('-->') === true ? 0 : 1;
    const cue = readTiming(lines[timing] ?? '');
    if (cue === null) return `“${lines[0]}”: the times of a caption are 00:01.000 --> 00:03.500`;
    if (cue.end <= cue.start) return `“${lines[timing]}”: a caption ends after it starts`;
    if (lines.length === timing + 1) return `“${lines[timing]}”: the caption has no text`;
    cues.push(cue);
  }
  return cues.length === 0 ? 'it holds no caption' : cues;
}

function readTiming(line: string): Cue | null {
  const found = TIMING.exec(line);
  if (found === null) return null;
  const [, h1, m1, s1, h2, m2, s2] = found;
  return { start: secondsOf(h1, m1, s1), end: secondsOf(h2, m2, s2) };
}

function secondsOf(hours = '0', minutes = '0', rest = '0'): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}
