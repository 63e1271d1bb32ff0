import {
  allBlocks,
  plainWords,
  readList,
  readPairs,
  runScenario,
  type BlockKey,
  type CompiledBlock,
  type ScenarioBlock,
  type ScenarioKey,
  type ScoAnswers,
} from '../../../server/standards/module/play.ts';
import type { Served } from '../served-bytes.ts';

/** An answer that came to the server, and the moment when it did. */
export interface GivenAnswer {
  readonly scoId: string;
  readonly block: string;
  readonly response: string;
  readonly at: number;
}

/** What only the key of a module has, and what has to be answered before it may be told. */
interface Secret {
  /** As the key has it: HTML, or a pair of ids. */
  readonly html: string;
  readonly where: string;
  readonly isOpenedBy: (given: GivenAnswer) => boolean;
}

/** Shorter words may stand anywhere. */
const LEAST_LETTERS = 12;
/** Names of what only a key has. */
const KEY_NAMES = new Set(['correct', 'why', 'accept', 'pairs', 'ends', 'lesson', 'feedback', 'isRight']);

/** What was told before it was answered, or at all without being answered: nothing, where the server keeps its keys. */
export function findLeaks(
  scos: readonly ScoAnswers[],
  served: readonly Served[],
  given: readonly GivenAnswer[],
): string[] {
  const texts = served.map(({ url, at, head, text }) => {
    const raw = unescaped(`${head} ${text}`);
    return { url, at, raw, words: plainWords(raw) };
  });
  return merged(scos.flatMap(secretsOf)).flatMap(({ html, where, isOpenedBy }) => {
    const openedAt = Math.min(...given.filter(isOpenedBy).map(({ at }) => at));
    const words = plainWords(html);
    return texts
      .filter((one) => one.at < openedAt && (one.raw.includes(html) || one.words.includes(words)))
      .map(({ url }) => `${where} in ${url}: ${words}`);
  });
}

/** How much of the keys of some modules is looked for. */
export function countSecrets(scos: readonly ScoAnswers[]): number {
  return merged(scos.flatMap(secretsOf)).length;
}

/** Names of a key's own fields in JSON that was sent, but in the answers to answers. */
export function findKeyNames(served: readonly Served[]): string[] {
  return served.flatMap(({ url, type, text }) => {
    if (url.endsWith('/answers')) return [];
    const documents = type.startsWith('application/json') ? [text] : scriptData(text);
    return documents.flatMap((one) => namesIn(JSON.parse(one))).map((name) => `${name} in ${url}`);
  });
}

/** The JSON of script elements that are data. */
export function scriptData(html: string): string[] {
  return [...html.matchAll(/<script type="application\/json"[^>]*>([^<]*)<\/script>/g)].map(([, json = '']) => json);
}

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value).filter((name) => KEY_NAMES.has(name));
  return [...own, ...Object.values(value).flatMap(namesIn)];
}

/** Text as it is meant, whether it came as it is, as JSON or as JSON in HTML. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\n/g, '\n')
    .replace(/\\(["\\/])/g, '$1');
}

/** What several keys say, or one within another's words, may be told as soon as any of these is answered. */
function merged(secrets: readonly Secret[]): Secret[] {
  const words = secrets.map(({ html }) => plainWords(html));
  return secrets.map((secret, at) => {
    const same = secrets.filter((_, other) => words[other]?.includes(words[at] ?? '') === true);
    return { ...secret, isOpenedBy: (given) => same.some((one) => one.isOpenedBy(given)) };
  });
}

function secretsOf({ module, key }: ScoAnswers): Secret[] {
  return allBlocks(module).flatMap((block) => {
    const own = key.blocks[block.id];
    const told = own === undefined ? [] : secretsOfBlock(block, own);
    return told.map(({ html, isOpenedBy }) => ({
      html,
      where: `${module.id} ${block.id}`,
      isOpenedBy: (given: GivenAnswer) => given.scoId === module.id && given.block === block.id && isOpenedBy(given),
    }));
  });
}

type OwnSecret = Omit<Secret, 'where'>;

function secretsOfBlock(block: CompiledBlock, key: BlockKey): OwnSecret[] {
  switch (key.type) {
    case 'choice':
      return prose([...Object.values(key.why), key.right, key.wrong]);
    case 'pairs':
      return prose(Object.values(key.why));
    case 'test':
      return Object.entries(key.items).flatMap(([item, { why, correct }]) => {
        const isOpenedBy = ({ response }: GivenAnswer): boolean => readPairs(response)?.has(item) === true;
        const pairs = [`${item}:${correct.join(',')}`, `"${item}":"${correct.join(',')}"`];
        return [...prose(Object.values(why), isOpenedBy), ...pairs.map((html) => ({ html, isOpenedBy }))];
      });
    case 'scenario':
      return block.type === 'scenario' || block.type === 'dialogue' ? secretsOfScenario(block, key) : [];
    default:
      return prose([key.why]);
  }
}

/** What a choice says is told to who made it, the lesson of an ending to who came there. */
function secretsOfScenario(block: ScenarioBlock, key: ScenarioKey): OwnSecret[] {
  const runOf = ({ response }: GivenAnswer) => runScenario(block, readList(response));
  const made = Object.entries(key.choices).flatMap(([choice, { feedback }]) =>
    prose([feedback], (given) => runOf(given)?.steps.some((one) => `${one.node}.${one.choice}` === choice) === true),
  );
  const ended = Object.entries(key.ends).flatMap(([node, { lesson }]) =>
    prose([lesson], (given) => runOf(given)?.node === node),
  );
  return [...made, ...ended];
}

function prose(texts: readonly string[], isOpenedBy: Secret['isOpenedBy'] = () => true): OwnSecret[] {
  return texts.filter((html) => plainWords(html).length >= LEAST_LETTERS).map((html) => ({ html, isOpenedBy }));
}
