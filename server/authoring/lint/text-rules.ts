import { linksOf } from '../markdown.ts';
import type { PlacedText } from '../module-texts.ts';
import type { ModuleSubject } from './module-subject.ts';
import type { Finding, Rule } from './rule.ts';

/** What the rules of texts ask about; `anchors` are the ids that a link may name. */
export interface TextSubject {
  readonly texts: readonly PlacedText[];
  readonly anchors: ReadonlySet<string>;
  /** Paths from the course's folder. */
  readonly media: readonly string[];
}

/** Texts of a module for the rules below. */
export function moduleTextSubject({ module, blocks, texts, course }: ModuleSubject): TextSubject {
  const anchors = new Set([...module.sections.map(({ id }) => id), ...blocks.map(({ block }) => block.id)]);
  return { texts, anchors, media: course.media };
}

const perText =
  (find: (text: PlacedText, subject: TextSubject) => string | null): Rule<TextSubject>['find'] =>
  (subject) =>
    subject.texts.flatMap((text): Finding[] => {
      const message = find(text, subject);
      return message === null ? [] : [{ at: text.at, message }];
    });

const QUOTED = /“[^”]*”|"[^"]*"|‘[^’]*’/g;
const HTML = /<\/?[a-z][^<>]*>|<!--/i;
const ENDORSED =
  /\b(?:approved|certified|endorsed|accredited|authorized|recognized) by\b|\b(?:POST|NASRO|state)[- ](?:approved|certified)\b/i;

/** Words and links of every text that an officer reads. */
export const TEXT_RULES: readonly Rule<TextSubject>[] = [
  {
    code: 'LINK_DEAD',
    severity: 'error',
    find: perText(({ text, isProse }, { anchors, media }) => {
      const dead = isProse ? linksOf(text).filter((link) => !isAlive(link, anchors, media)) : [];
      if (dead.length === 0) return null;
      return `The link ${dead.join(', ')} leads nowhere: write https://…, #block-id or media/….`;
    }),
  },
  {
    code: 'RAW_HTML',
    severity: 'error',
    find: perText(({ text }) => {
      const found = HTML.exec(text)?.[0];
      return found === undefined ? null : `“${found}” is shown as it is written: use Markdown, HTML is not read.`;
    }),
  },
  {
    code: 'TO_WRITE',
    severity: 'error',
    find: perText(({ text }) => (/\bWRITE\b/.test(text) ? 'This is still the template’s text: write your own.' : null)),
  },
  {
    code: 'EXCLAMATION',
    severity: 'warning',
    find: perText(({ text, isSpeech }) =>
      !isSpeech && text.replace(QUOTED, '').includes('!') ? 'No exclamation marks outside direct speech.' : null,
    ),
  },
  {
    code: 'ENDORSEMENT',
    severity: 'error',
    find: perText(({ text }) => {
      const found = ENDORSED.exec(text)?.[0];
      return found === undefined
        ? null
        : `“${found}”: nothing here is approved by anyone, and no reader may think so. Say it in other words.`;
    }),
  },
];

function isAlive(link: string, anchors: ReadonlySet<string>, media: readonly string[]): boolean {
  if (link.startsWith('#')) return anchors.has(link.slice(1));
  if (link.startsWith('media/')) return media.includes(link);
  if (!URL.canParse(link)) return false;
  const { protocol, hostname } = new URL(link);
  return protocol === 'https:' && hostname.includes('.');
}
