import { stringify } from 'yaml';
import { folderOf } from '../../drafts/course-template.ts';
import type { SourceFolder } from '../../drafts/head-service.ts';
import { formatSource } from '../../format-source.ts';
import { MEDIA_FILE, mediaText } from '../../media-source.ts';
import type { DocumentBlock, DocumentDraft } from './document-blocks.ts';
import type { TakenPicture } from './document-pictures.ts';

const MODULE = '01-document';
const OBJECTIVE = 'explain';

/** What the draft is told beside the document. */
export interface DocumentWords {
  readonly title: string;
  /** A skill of the toolbox to begin with. */
  readonly skill: string;
  /** Pictures by their numbers. */
  readonly pictures?: readonly (TakenPicture | null)[];
}

/** A course with one module, whose blocks are the document; WRITE marks what is still the author's to write. */
export function documentFolder(
  { sections }: DocumentDraft,
  { title, skill, pictures = [] }: DocumentWords,
): SourceFolder {
  const folder = folderOf(title);
  const ids = freeIds();
  const module = {
    id: 'document',
    title: title.slice(0, 400),
    kind: 'module',
    summary: 'WRITE one sentence that says what the officer can do afterwards.',
    skills: [{ skill, adds: 'WRITE what the module adds to the skill.' }],
    objectives: [{ id: OBJECTIVE, text: 'Explain WRITE' }],
    sections: sections.map((section) => ({
      id: ids(section.title, 'section'),
      title: section.title,
      blocks: section.blocks.map((block) => blockOf(block, ids, pictures)),
    })),
  };
  const course = {
    id: folder,
    title: title.slice(0, 400),
    summary: 'WRITE two sentences: what happens in a school, and what the officer can do after the course.',
    strand: 'role',
    language: 'en',
    audience: ['School resource officers and deputies who work in schools'],
    keywords: ['school resource officer'],
    notice:
      "This is training, not legal advice. Check your state's law, your agency's policy and your MOU before you act on anything here.",
    parts: [{ id: 'main', title: 'The course', modules: [MODULE] }],
  };
  const files: readonly (readonly [string, object])[] = [
    ['course.yaml', course],
    [`modules/${MODULE}.yaml`, module],
  ];
  const taken = pictures.filter((picture) => picture !== null);
  const said = mediaText(
    folder,
    taken.map(({ src: path, alt }) => ({ path, alt, credit: '' })),
  );
  return {
    folder,
    files: new Map([
      ...files.map(([path, data]) => [path, Buffer.from(formatSource(`${folder}/${path}`, stringify(data)))] as const),
      ...taken.flatMap(({ files: media }) => [...media]),
      ...(said === null ? [] : [[MEDIA_FILE, Buffer.from(said)] as const]),
    ]),
  };
}

function blockOf(
  block: DocumentBlock,
  ids: (words: string, otherwise: string) => string,
  pictures: readonly (TakenPicture | null)[],
): object {
  if (block.type === 'image') {
    // Without words the checks ask for them.
    const { src = '', alt = '' } = pictures[block.picture] ?? {};
    return { id: ids('', 'picture'), type: 'image', src, alt };
  }
  if (block.type === 'text') {
    const { title, text } = block;
    return { id: ids(title, 'text'), type: 'text', ...(title !== '' && { title }), text };
  }
  const right = block.options.filter(({ isRight }) => isRight).length;
  return {
    id: ids('', 'question'),
    type: right === 1 ? 'choice' : 'multi',
    objective: OBJECTIVE,
    prompt: block.prompt === '' ? 'WRITE a question that asks for a decision.' : block.prompt,
    options: block.options.slice(0, 26).map(({ text, isRight }, at) => ({
      id: String.fromCodePoint(97 + at),
      text: text === '' ? 'WRITE the answer' : text,
      ...(isRight && { correct: true }),
      why: `WRITE why it is ${isRight ? 'right' : 'wrong'}.`,
    })),
  };
}

/** Makes ids out of words, each of them once. */
function freeIds(): (words: string, otherwise: string) => string {
  const taken = new Set<string>();
  return (words, otherwise) => {
    const wanted = words === '' ? otherwise : folderOf(words).slice(0, 32).replace(/-+$/, '') || otherwise;
    let id = wanted;
    for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`;
    taken.add(id);
    return id;
  };
}
