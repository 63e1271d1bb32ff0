import { formFields, type Refused } from '../../agencies/index.ts';
import { sayMoment } from '../../platform/index.ts';
import type { Clash } from '../drafts/file-service.ts';
import { MOST_OPTIONS } from './bank-input.ts';
import type { OpenBank } from './bank-service.ts';
import type { ImportPlan, ImportWish } from './import-plan.ts';
import { brief, DIFFICULTIES, KINDS } from './bank-view.ts';
import type { LooseItem } from './loose-bank.ts';

/** What somebody else wrote at the same place, beside what is in the form. */
export interface ItemClash {
  readonly by: string;
  readonly when: string;
  readonly where: string;
  readonly theirs: string;
}

/** Model of `authoring/bank-item`; `item` is null for a new one. */
export function itemView(opened: OpenBank, item: LooseItem | null, refused: Refused, clash: ItemClash | null) {
  const { draft, id, bank, revision } = opened;
  const right = (item?.options.findIndex(({ isRight }) => isRight) ?? -1) + 1;
  const typedRight = refused.typed['right'];
  return {
    draftId: draft.id,
    bankId: id,
    bankTitle: bank.title || id,
    itemId: item?.id ?? null,
    heading: item === null ? 'New question' : `Question ${item.id}`,
    isRetired: item?.isRetired ?? false,
    isReadOnly: draft.state === 'retired',
    base: revision,
    clash,
    rightFault: refused.faults['right'] ?? null,
    firstFields: formFields(
      {
        objective: {
          label: 'Objective',
          options: bank.objectives.map((one) => ({ value: one.id, label: brief(one.text || one.id, 90) })),
          start: item?.objective ?? '',
        },
        kind: { label: 'Kind', options: choices(KINDS), start: item?.kind ?? 'knowledge' },
        difficulty: {
          label: 'Difficulty',
          options: choices([['', 'Not said'], ...DIFFICULTIES]),
          isOptional: true,
          start: item?.difficulty ?? '',
        },
        tags: {
          label: 'Tags',
          most: 600,
          isOptional: true,
          start: item?.tags.join(', ') ?? '',
          hint: 'Divided by commas.',
        },
        prompt: { label: 'Question', isLong: true, most: 8000, start: item?.prompt.trimEnd() ?? '' },
      },
      refused,
    ),
    options: Array.from({ length: MOST_OPTIONS }, (_, at) => {
      const number = at + 1;
      const option = item?.options[at];
      const isNeeded = number <= 3;
      return {
        number,
        id: option?.id ?? '',
        isRight: typeof typedRight === 'string' ? typedRight === String(number) : right === number,
        fields: formFields(
          {
            [`option_${number}`]: {
              label: `Option ${number}`,
              most: 400,
              isOptional: !isNeeded,
              start: option?.text ?? '',
            },
            [`why_${number}`]: {
              label: `Why option ${number} is right or wrong`,
              isLong: true,
              most: 8000,
              isOptional: !isNeeded,
              start: option?.why.trimEnd() ?? '',
            },
          },
          refused,
        ),
      };
    }),
    lastFields: formFields(
      {
        rationale: {
          label: 'Rationale',
          isLong: true,
          isOptional: true,
          most: 8000,
          start: item?.rationale.trimEnd() ?? '',
          hint: 'What the question is there to find out. Authors read it, officers do not.',
        },
      },
      refused,
    ),
  };
}

function choices(list: readonly (readonly [string, string])[]) {
  return list.map(([value, label]) => ({ value, label }));
}

/** What a page says of a conflict. */
export function clashView({ at, by, when, theirs }: Clash, timeZone: string): ItemClash {
  const field = at.filter((step) => typeof step === 'string').at(-1) ?? '';
  return {
    by: by || 'Somebody',
    when: sayMoment('en', timeZone, new Date(when)),
    where: field === 'why' ? 'a reason' : field,
    theirs: typeof theirs === 'string' ? theirs : JSON.stringify(theirs),
  };
}

/** Model of `authoring/bank-import`. */
export function importView(opened: OpenBank, refused: Refused, found: { plan: ImportPlan; wish: ImportWish } | null) {
  const { draft, id, bank } = opened;
  return {
    draftId: draft.id,
    bankId: id,
    bankTitle: bank.title || id,
    isReadOnly: draft.state === 'retired',
    fileFault: refused.faults['file'] ?? null,
    fields: formFields(
      {
        objective: {
          label: 'For questions that name no objective of this bank',
          options: bank.objectives.map((one) => ({ value: one.id, label: brief(one.text || one.id, 90) })),
        },
        same: {
          label: 'Questions whose short name is here already',
          options: [
            { value: 'keep', label: 'Keep what is here' },
            { value: 'replace', label: 'Replace it with what the file says' },
          ],
        },
      },
      refused,
    ),
    plan: found === null ? null : planView(found.plan, found.wish),
  };
}

const FORMATS = { qti: 'QTI', gift: 'GIFT', csv: 'CSV' } as const;
const SHOWN = 100;

function planView({ read, added, replaced, kept, sha256 }: ImportPlan, wish: ImportWish) {
  const items = [
    ...added.map((item) => ({ id: item.id, what: 'New', prompt: brief(item.prompt) })),
    ...replaced.map((item) => ({ id: item.id, what: 'Replaced', prompt: brief(item.prompt) })),
  ];
  const errors = read.issues.filter(({ severity }) => severity === 'error').length;
  return {
    words: `Read as ${FORMATS[read.format]}: ${added.length} new, ${replaced.length} replaced, ${kept.length} kept as they are. ${
      errors === 0 ? 'Nothing is left out.' : `${errors} ${errors === 1 ? 'fault keeps' : 'faults keep'} something out.`
    } Nothing is changed yet.`,
    canTake: items.length > 0,
    sha256,
    ...wish,
    items: items.slice(0, SHOWN),
    more: items.length > SHOWN ? `and ${items.length - SHOWN} more` : null,
    issues: read.issues.map(({ file, line, severity, code, message }) => ({
      where: file === '' ? `Line ${line}` : `${file}, line ${line}`,
      word: severity === 'error' ? 'Left out' : 'Changed',
      tone: severity === 'error' ? 'late' : 'due',
      code,
      message,
    })),
  };
}
