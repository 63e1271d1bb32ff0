import { formFields, type Refused, UNTOUCHED } from '../../agencies/index.ts';
import type { Actor } from '../../people/index.ts';
import { dayIn, sayDay, sayLongDay } from '../../platform/index.ts';
import type { DraftFileRow } from '../drafts/draft-model.ts';
import { outlineOf } from '../drafts/outline.ts';
import type { LegalModule } from './law-reader.ts';
import type { NamedRequest } from './request-service.ts';

/** What the part of the review page about requests is told. */
export interface RequestFacts {
  readonly files: readonly DraftFileRow[];
  readonly legal: readonly LegalModule[];
  readonly requests: readonly NamedRequest[];
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  /** Of the form whose action ends so: `ask`, or the id of a request. */
  readonly form: string;
  readonly refused: Refused;
}

/** Requests for reviews on `authoring/review`: those to the reader, those that wait, and the form for a new one. */
export function requestsView(actor: Actor, facts: RequestFacts) {
  const { files, legal, requests, colleagues, form, refused } = facts;
  const modules = outlineOf(files)
    .parts.flatMap((part) => part.modules)
    .filter(({ isThere }) => isThere)
    .map(({ name, title }) => ({ value: `modules/${name}.yaml`, label: title }));
  const titles = new Map(modules.map(({ value, label }) => [value, label]));
  const open = requests.filter(({ state }) => state === 'open');
  const line = (one: NamedRequest) => ({
    id: one.id,
    module: titles.get(one.path) ?? one.path,
    asked: one.asked,
    by: one.by,
    since: `since ${dayOf(actor, one.askedAt)}`,
    due: one.dueOn === null ? null : `by ${sayLongDay('en', one.dueOn)}`,
    isOwn: one.askedBy === actor.personId,
  });
  return {
    askedOfYou: open
      .filter(({ askedId }) => askedId === actor.personId)
      .map((one) => ({
        ...line(one),
        isLaw: legal.some(({ path, state }) => path === one.path && state !== 'approved'),
        fields: answerFields(one.id, form === one.id ? refused : UNTOUCHED),
      })),
    waiting: open.filter(({ askedId }) => askedId !== actor.personId).map(line),
    answered: requests
      .filter(({ state }) => state !== 'open')
      .map((one) => ({ ...line(one), answer: ANSWERS[one.state], at: dayOf(actor, one.answeredAt ?? one.askedAt) })),
    mayAsk: modules.length > 0 && colleagues.length > 0,
    hasColleagues: colleagues.length > 0,
    asking: formFields(
      {
        module: { label: 'Module', options: modules },
        person: {
          label: 'Colleague',
          options: colleagues.map(({ id, name }) => ({ value: id, label: name })),
          hint: 'Law is checked by somebody who did not write it.',
        },
        dueOn: { label: 'By which day', type: 'date', isOptional: true, hint: 'Leave it empty if there is no hurry.' },
      },
      form === 'ask' ? refused : UNTOUCHED,
      'ask-',
    ),
  };
}

const ANSWERS: Readonly<Record<NamedRequest['state'], string>> = {
  open: '',
  approved: 'Approved',
  changes: 'Asked for changes',
  withdrawn: 'Taken back',
};

const dayOf = (actor: Actor, at: Date): string => sayDay('en', dayIn(actor.timeZone, at));

function answerFields(id: string, refused: Refused): ReturnType<typeof formFields> {
  const words = {
    label: 'Comment',
    isLong: true,
    isOptional: true,
    most: 4000,
    hint: 'Needed when you ask for changes.',
  };
  return formFields({ words }, refused, `answer-${id}-`);
}

/** Who was asked to approve a module that teaches law, and since when. */
export function askedWords(actor: Actor, path: string, requests: readonly NamedRequest[]): string {
  const open = requests.filter((one) => one.path === path && one.state === 'open');
  if (open.length === 0) return 'Nobody is asked';
  return `Asked: ${open
    .map(({ asked, askedAt, dueOn }) =>
      [asked, `since ${dayOf(actor, askedAt)}`, ...(dueOn === null ? [] : [`by ${sayDay('en', dueOn)}`])].join(', '),
    )
    .join('; ')}`;
}
