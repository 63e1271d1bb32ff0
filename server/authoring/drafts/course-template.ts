import { formatSource } from '../format-source.ts';
import { moduleTemplate } from '../module-template.ts';
import { readSkills } from '../read-courses.ts';
import type { SourceTree } from '../source-tree.ts';
import type { SourceFolder } from './head-service.ts';

const MODULE = '01-first-module';
const YEAR_MS = 365 * 86_400_000;

/** A course to begin with: its file, and one module in which every part that a module needs is begun. */
export function courseTemplate(title: string, library: SourceTree, now: Date): SourceFolder {
  const folder = folderOf(title);
  const reviewBy = new Date(now.getTime() + YEAR_MS).toISOString().slice(0, 10);
  const skill = readSkills(library)[0]?.id ?? 'de-escalation';
  const module = moduleTemplate({ name: MODULE, title: 'WRITE the title of the module', reviewBy, skill });
  const files = { 'course.yaml': courseText(folder, title), [`modules/${MODULE}.yaml`]: module };
  return {
    folder,
    files: new Map(
      Object.entries(files).map(([path, text]) => [path, Buffer.from(formatSource(`${folder}/${path}`, text))]),
    ),
  };
}

/** A title as the name of a folder: small letters, digits, hyphens; it is the id of the course too. `otherwise`: of one without letters. */
export function folderOf(title: string, otherwise = 'course'): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 38)
    .replaceAll(/-+$/g, '');
  return words === '' || words === 'constructor' ? otherwise : words;
}

const courseText = (id: string, title: string): string => `\
id: ${id}
title: ${JSON.stringify(title)}
summary: |
  WRITE two sentences: what happens in a school, and what the officer can do after the course.
strand: role
language: en
audience:
  - School resource officers and deputies who work in schools
keywords:
  - school resource officer
notice: |
  This is training, not legal advice. Check your state's law, your agency's policy and your MOU before you act on
  anything here.
parts:
  - id: main
    title: The course
    modules:
      - ${MODULE}
`;
