import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schoolbeat } from '../../server/app.ts';
import type { CmiRecord } from '../../server/standards/index.ts';
import {
  allBlocks,
  encodeState,
  interactionOf2004,
  reflectionInteraction,
  type CourseAnswers,
} from '../../server/standards/module/index.ts';
import type { Answering } from './answer-crowd.ts';
import { scratchPath } from './databases.ts';
import { installOwn, type OwnCourse } from './own-course.ts';

/** The part of the course with an essay. */
export const ESSAY_PART = 'guest-teacher';
/** Its written answer. */
export const ESSAY = 'lesson-plan';

const COURSE = `id: lessons
title: Ten minutes of a lesson
summary: A lesson that an officer plans and gives.
strand: role
language: en
audience:
  - School resource officers
keywords:
  - lesson
notice: |
  Check your state's law and your agency's policy.
parts:
  - id: first
    title: First part
    modules:
      - 01-guest
`;

const SKILLS = `skills:
  - id: talking
    title: Talking with students
    academy:
      - Introduces oneself and says why.
      - Asks open questions.
      - Calms a loud person with words.
    school:
      - Greets students by name.
      - Asks about welfare before facts.
      - Leads a student back to class without force.
`;

const MODULE = `id: ${ESSAY_PART}
title: The guest teacher
kind: module
summary: Plans ten minutes in front of a class.
layer: school
skills:
  - skill: talking
    adds: Plans a lesson.
objectives:
  - id: plan
    text: Plan a lesson that fits the age of a class
complete:
  when: all-required
  pass: 0.6
sections:
  - id: lesson
    title: The lesson
    blocks:
      - id: q1
        type: choice
        objective: plan
        prompt: What comes first?
        points: 5
        options:
          - id: a
            text: A war story
            correct: false
            why: It frightens.
          - id: b
            text: A question to the class
            correct: true
            why: It wakes them.
          - id: c
            text: The rules of the class
            correct: false
            why: They know them.
      - id: ${ESSAY}
        type: reflection
        title: Your lesson plan
        prompt: Write the plan of your ten minutes.
        private: false
      - id: give-it
        type: practical
        title: Give the lesson
        task: |
          Give the ten minutes in front of a class.
        criteria:
          - id: age
            text: Words fit the age
          - id: time
            text: Keeps to the time
        signer: instructor
`;

/** Builds a course with one question, a written answer and a practical part, and installs it. */
export async function installEssay(app: Schoolbeat): Promise<OwnCourse> {
  const root = await scratchPath('essay');
  await mkdir(join(root, 'lessons/modules'), { recursive: true });
  await writeFile(join(root, 'skills.yaml'), SKILLS);
  await writeFile(join(root, 'lessons/course.yaml'), COURSE);
  await writeFile(join(root, 'lessons/modules/01-guest.yaml'), MODULE);
  return installOwn(app, { root, folder: 'lessons' });
}

/** What the page says once everything in the part is done and the essay was written. */
export function essayRecord(answers: CourseAnswers, text: string): CmiRecord {
  const module = Object.values(answers[ESSAY_PART] ?? {})[0]?.module;
  const block = module && allBlocks(module).find(({ id }) => id === ESSAY);
  if (module === undefined || block?.type !== 'reflection') throw new Error('The course has no essay.');
  const done = { kind: 'done', isDone: true, share: 0, text } as const;
  const state = { section: 'lesson', seen: ['lesson'], language: 'en', untimed: false, blocks: { [ESSAY]: done } };
  const told = reflectionInteraction(block, text, { latencyMs: 60_000, at: new Date('2026-11-23T16:40:00Z') });
  const interaction = interactionOf2004(told).map(([name, value]) => [`cmi.interactions.0.${name}`, value] as const);
  return { 'cmi.suspend_data': encodeState(module, state), 'cmi.exit': 'suspend', ...Object.fromEntries(interaction) };
}

/** Answers the question and hands the essay in; the part is completed then. */
export async function handIn(work: Answering, { answers }: OwnCourse, text: string, option = 'b'): Promise<void> {
  await work.answer(ESSAY_PART, 'q1', option);
  await work.save(ESSAY_PART, essayRecord(answers, text));
  await work.leave();
}
