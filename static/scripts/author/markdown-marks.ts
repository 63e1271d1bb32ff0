/** A text field's content and what is selected in it. */
export interface Marked {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const PLACEHOLDER = { bold: 'bold words', link: 'words of the link' } as const;
const ADDRESS = 'https://';

/** Makes the selection bold, or plain again where it is bold. */
export function toggleBold({ text, start, end }: Marked): Marked {
  const isAround = text.slice(start - 2, start) === '**' && text.slice(end, end + 2) === '**';
  if (isAround) {
    return {
      text: text.slice(0, start - 2) + text.slice(start, end) + text.slice(end + 2),
      start: start - 2,
      end: end - 2,
    };
  }
  const chosen = text.slice(start, end);
  // Blanks at the ends of the selection stay outside: “** word**” is not bold.
  const words = chosen.trim() || PLACEHOLDER.bold;
  const before = chosen.trim() === '' ? '' : chosen.slice(0, chosen.indexOf(words));
  const after = chosen.trim() === '' ? '' : chosen.slice(before.length + words.length);
  const from = start + before.length + 2;
  return {
    text: `${text.slice(0, start)}${before}**${words}**${after}${text.slice(end)}`,
    start: from,
    end: from + words.length,
  };
}

/** Makes a link of the selection; what is selected then is what has to be written: the address, or the words. */
export function makeLink({ text, start, end }: Marked): Marked {
  const chosen = text.slice(start, end).trim();
  const isAddress = /^https:\/\/\S+$/.test(chosen);
  const words = isAddress || chosen === '' ? PLACEHOLDER.link : chosen;
  const address = isAddress ? chosen : ADDRESS;
  const link = `[${words}](${address})`;
  const from = isAddress || chosen === '' ? start + 1 : start + words.length + 3;
  return {
    text: text.slice(0, start) + link + text.slice(end),
    start: from,
    end: from + (isAddress || chosen === '' ? words.length : address.length),
  };
}

/** Makes a list of the lines of the selection, or plain lines again where they are one. */
export function toggleList({ text, start, end }: Marked): Marked {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const stop = text.indexOf('\n', end);
  const until = stop < 0 ? text.length : stop;
  const lines = text.slice(from, until).split('\n');
  const isList = lines.every((line) => line.startsWith('- ') || line.trim() === '');
  const isAny = lines.some((line) => line.trim() !== '');
  const made = lines.map((line) => {
    if (isList && isAny) return line.replace(/^- /, '');
    return line.trim() === '' && isAny ? line : `- ${line}`;
  });
  // A list begins after an empty line.
  const isFirst = from === 0 || text.slice(0, from).endsWith('\n\n') || /(?:^|\n)- [^\n]*\n$/.test(text.slice(0, from));
  const gap = (isList && isAny) || isFirst ? '' : '\n';
  const list = gap + made.join('\n');
  const cursor = from + list.length;
  return {
    text: text.slice(0, from) + list + text.slice(until),
    start: start === end ? cursor : from + gap.length,
    end: cursor,
  };
}
