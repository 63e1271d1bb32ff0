import { stringify } from 'yaml';
import { folderOf } from '../../drafts/course-template.ts';
import type { SourceFolder } from '../../drafts/head-service.ts';
import { formatSource } from '../../format-source.ts';
import type { DocumentBlock, DocumentDraft } from './document-blocks.ts';

const MODULE = '01-document';
const OBJECTIVE = 'explain';

/** What the draft is told beside the document. */
export interface DocumentWords {
  readonly title: string;
  /** A skill of the toolbox to begin with. */
  readonly skill: string;
}

/** A course with one module, whose blocks are the document; WRITE marks what is still the author's to write. */
export function documentFolder({ sections }: DocumentDraft, { title, skill }: DocumentWords): SourceFolder {
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
      blocks: section.blocks.map((block) => blockOf(block, ids)),
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
  return {
    folder,
    files: new Map(
      files.map(([path, data]) => [path, Buffer.from(formatSource(`${folder}/${path}`, stringify(data)))] as const),
    ),
  };
}

function blockOf(block: DocumentBlock, ids: (words: string, otherwise: string) => string): object {
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
