import { formFields, UNTOUCHED, type Refused } from '../../agencies/index.ts';
import type { Actor } from '../../people/index.ts';
import { addMonths, dayIn, sayLongDay, sayMoment } from '../../platform/index.ts';
import type { DraftFileRow, DraftRow } from '../drafts/draft-model.ts';
import { outlineOf } from '../drafts/outline.ts';
import { hrefOf } from './flow-view.ts';
import type { LegalModule } from './law-reader.ts';
import type { NamedRequest } from './request-service.ts';
import { askedWords, requestsView, type RequestFacts } from './request-view.ts';
import type { NamedComment } from './review-service.ts';

/** What the review page is told. */
export interface ReviewFacts {
  readonly draft: DraftRow;
  readonly files: readonly DraftFileRow[];
  readonly comments: readonly NamedComment[];
  readonly legal: readonly LegalModule[];
  /** `?about=`: what the form for a new comment is opened for. */
  readonly about: string;
  readonly requests: readonly NamedRequest[];
  readonly colleagues: RequestFacts['colleagues'];
  /** Which form was refused: the end of its action, or the id of a request. */
  readonly form: string;
  readonly refused: Refused;
}

const LEGAL = {
  approved: { word: 'Approved', tone: 'done', icon: 'check' },
  changed: { word: 'Changed since it was approved', tone: 'due', icon: 'alert' },
  open: { word: 'Not approved yet', tone: 'due', icon: 'clock' },
} as const;

/** Model of `authoring/review`. */
export function reviewView(actor: Actor, now: Date, facts: ReviewFacts) {
  const { draft, files, comments, legal, about, requests, form } = facts;
  const refusedIn = (name: string): Refused => (form === name ? facts.refused : UNTOUCHED);
  const modules = outlineOf(files).parts.flatMap((part) => part.modules.filter(({ isThere }) => isThere));
  const options = [
    { value: 'course.yaml', label: 'The whole course' },
    ...modules.flatMap(({ name, title, sections }) => [
      { value: `modules/${name}.yaml`, label: title },
      ...sections
        .flatMap(({ blocks }) => blocks)
        .filter(({ id }) => id !== '')
        .map(({ id, type, words }) => ({
          value: `modules/${name}.yaml ${id}`,
          label: `${title} › ${type} ${words || id}`,
        })),
    ]),
  ];
  const labels = new Map(options.map(({ value, label }) => [value, label]));
  const line = (one: NamedComment) => ({
    id: one.id,
    words: one.words,
    about:
      labels.get([one.path, one.blockId].filter(Boolean).join(' ')) ??
      [one.path, one.blockId].filter(Boolean).join(' '),
    href: hrefOf(draft.id, one.path, one.blockId),
    by: one.by,
    made: sayMoment('en', actor.timeZone, one.madeAt),
    resolved: one.resolvedName === null ? null : `Resolved by ${one.resolvedName}`,
  });
  return {
    id: draft.id,
    title: draft.title,
    open: comments.filter(({ resolvedAt }) => resolvedAt === null).map(line),
    resolved: comments.filter(({ resolvedAt }) => resolvedAt !== null).map(line),
    fields: formFields(
      {
        about: { label: 'About', options, start: about },
        words: { label: 'Comment', isLong: true, most: 4000 },
      },
      refusedIn(''),
      'comment-',
    ),
    /** The texts as they stand on this page: what is approved are these. */
    seen: [...new Set(legal.flatMap(({ texts }) => texts.map((text) => `${text.path}@${text.revision}`)))].join(' '),
    legal: legal.map(({ path, title, state, reviewer, reviewBy, texts }) => ({
      path,
      title,
      href: hrefOf(draft.id, path),
      chip: LEGAL[state],
      isOpen: state !== 'approved',
      written: `Last written ${sayMoment('en', actor.timeZone, lastOf(texts))}`,
      asked: state === 'approved' ? '' : askedWords(actor, path, requests),
      words: state === 'open' || reviewer === null ? '' : `${reviewer}, until ${sayLongDay('en', reviewBy ?? '')}`,
    })),
    hasOpenLaw: legal.some(({ state }) => state !== 'approved'),
    modulesFault: refusedIn('approve').faults['modules'] ?? refusedIn('approve').faults['seen'] ?? null,
    ...requestsView(actor, facts),
    approval: formFields(
      {
        reviewer: {
          label: 'Who checked the law',
          start: `${actor.rank} ${actor.name}`.trim(),
          hint: 'The name stands in the module.',
        },
        reviewBy: { label: 'To be read again by', type: 'date', start: addMonths(dayIn(actor.timeZone, now), 12) },
      },
      refusedIn('approve'),
      'law-',
    ),
  };
}

function lastOf(texts: LegalModule['texts']): Date {
  return new Date(Math.max(...texts.map(({ updatedAt }) => updatedAt.getTime())));
}
