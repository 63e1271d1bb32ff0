import { plainWords, type CompiledBlock } from '../../../server/standards/module/play.ts';

/** Longest name of a block in a list, characters. */
const NAME_LIMIT = 80;

/** What a block is called in a list of open ones: its title, else the beginning of what it says. */
export function nameOf(block: CompiledBlock): string {
  if (block.title !== '') return block.title;
  const words = 'html' in block ? plainWords(block.html) : '';
  return words.length > NAME_LIMIT ? `${words.slice(0, words.lastIndexOf(' ', NAME_LIMIT))} …` : words || block.id;
}
