import type { Actor } from '../../people/index.ts';
import { AppError } from '../../platform/index.ts';
import { responseWords, type AnswerOption } from '../interaction-words.ts';
import type { AnswersWanted, ItemWanted } from './answer-input.ts';
import type { GivenAnswer } from './given-answer.ts';
import type { ToldLine } from './given-store.ts';
import { analyseItems } from './item-analysis.ts';
import { itemTexts, type ItemText } from './item-texts.ts';
import { itemView, itemsView } from './item-view.ts';
import { givenAnswers, toldAnswers } from './read-given.ts';
import { takenCourse, type AnswerSources, type ChosenVersion, type PlayedPart } from './taken-course.ts';

/** Items of a part with the first answers to them. */
interface PartItems {
  readonly texts: readonly ItemText[];
  readonly given: readonly GivenAnswer[];
}

/** How the questions of a course work: a fixed number of statements, however many answered. */
export function createItemService(sources: AnswerSources) {
  const { store } = sources;

  async function partsOf(chosen: ChosenVersion): Promise<readonly PlayedPart[]> {
    const told = chosen.isGradedHere ? [] : await store.partsTold(null, chosen);
    return chosen.parts.filter(({ id, answers }) =>
      answers === null ? told.includes(id) : itemTexts(answers).length > 0,
    );
  }

  async function itemsOf(chosen: ChosenVersion, { id: part, answers }: PlayedPart): Promise<PartItems> {
    const of = { ...chosen, part };
    if (answers === null) {
      const prompts = await store.prompts(null, chosen.versionId);
      const lines = await store.told(null, of);
      return { texts: toldTexts(lines, prompts), given: toldAnswers(lines) };
    }
    const lines = await store.graded(null, of);
    return { texts: itemTexts(answers), given: givenAnswers(answers, lines, await store.times(null, of)) };
  }

  return {
    /** Every question of one part. Throws AppError `NOT_ALLOWED` (403), `COURSE_NOT_FOUND` (404). */
    async items(actor: Actor, courseId: string, wanted: AnswersWanted) {
      const course = await takenCourse(sources, actor, courseId, wanted.version);
      const { chosen } = course;
      const parts = chosen === null ? [] : await partsOf(chosen);
      const part = parts.find(({ id }) => id === wanted.part) ?? parts[0] ?? null;
      const { texts, given } = chosen === null || part === null ? NO_ITEMS : await itemsOf(chosen, part);
      return itemsView(course, { parts, part, texts, figures: analyseItems(given) }, wanted);
    },

    /** One question with what was answered. Throws as {@link items} does, and `ITEM_NOT_FOUND` (404). */
    async item(actor: Actor, courseId: string, wanted: ItemWanted) {
      const course = await takenCourse(sources, actor, courseId, wanted.version);
      const { chosen } = course;
      const part = chosen?.parts.find(({ id }) => id === wanted.part);
      const { texts, given } = chosen === null || part === undefined ? NO_ITEMS : await itemsOf(chosen, part);
      const text = texts.find(({ id }) => id === wanted.item);
      if (chosen === null || part === undefined || text === undefined) {
        throw new AppError('ITEM_NOT_FOUND', 404, 'This version of the course has no such question.', {
          help: 'Choose one of the list of questions.',
        });
      }
      const figures = analyseItems(given).find(({ item }) => item === text.id) ?? null;
      const drawn = text.type === 'test' && part.answers !== null ? part.answers.module.id : null;
      const { versionId, number: version } = chosen;
      const bankHref =
        drawn === null ? null : await sources.bankPage(actor, versionId, { module: drawn, item: text.id });
      return itemView(course, { version, part, text, figures, bankHref });
    },
  };
}

/** See `createItemService`. */
export type ItemService = ReturnType<typeof createItemService>;

const NO_ITEMS: PartItems = { texts: [], given: [] };

/** Items as a package told them: by its own prompts where it was published with some. */
function toldTexts(
  lines: readonly ToldLine[],
  prompts: readonly { readonly item: string; readonly prompt: string; readonly options: string }[],
): ItemText[] {
  const published = new Map(prompts.map((row) => [row.item, row]));
  const right = new Set(
    lines.filter(({ result }) => result === 'correct').map(({ identifier, response }) => `${identifier} ${response}`),
  );
  return [...new Map(lines.map((line) => [line.identifier, line])).values()].map(
    ({ identifier, type, description }) => {
      const known = published.get(identifier);
      const options: AnswerOption[] = JSON.parse(known?.options || '[]');
      return {
        id: identifier,
        prompt: known?.prompt || description || identifier,
        objective: '',
        points: 1,
        type,
        options: null,
        sayResponse: (response) => responseWords(type, response, options),
        isRight: (response) => right.has(`${identifier} ${response}`),
      };
    },
  );
}
