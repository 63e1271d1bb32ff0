import { IDENTIFIER, textOf } from './value-samples.ts';
import type { Samples } from './value-samples.ts';

/** What correct and learner responses of one interaction type may be (RTE 4.2.9.5, 4.2.9.7). */
export interface ResponseSamples {
  readonly type: string;
  readonly patterns: Samples;
  readonly responses: Samples;
  /** Two patterns that differ. */
  readonly pair: readonly [string, string];
  /** Other ways to say the first of the pair; null: a second pattern is never allowed. */
  readonly again: readonly string[] | null;
  /** May the same be said twice? */
  readonly isBag: boolean;
}

const manyIds = (count: number): string[] => Array.from({ length: count }, (_id, index) => `id${index}`);
const maximum = manyIds(36).join('[,]');
const BAD_IDS = IDENTIFIER.bad.filter((id) => id !== '');
const BOOLEANS = ['true', 'false'];
const NO_BOOLEANS = ['', 'x', 'True', 'TRUE', 'yes', '1', ' true', 'true '];
const BAD_LANGUAGES = ['{lang=}x', '{lang}x', '{lang=en_US}x', '{lang= en}x', '{lang=12}x', '{lang=en'];

const inSteps = (wrap: (id: string) => string, ids: readonly string[]): string[] => ids.map(wrap);

/** Delimiters by which a pattern says yes or no, right and wrong, before this text. */
function flagged(name: string, text: string): Samples {
  return {
    good: BOOLEANS.map((word) => `{${name}=${word}}${text}`),
    bad: NO_BOOLEANS.map((word) => `{${name}=${word}}${text}`).concat(`{${name}=true}{${name}=true}${text}`),
  };
}

const choiceIds: Samples = {
  good: ['', ...IDENTIFIER.good, 'a[,]b', 'b[,]a', 'a[,]b[,]c', IDENTIFIER.good.slice(0, 9).join('[,]'), maximum],
  bad: [
    ...BAD_IDS,
    'a[,]a',
    'a[,]b[,]a',
    'a[,]',
    '[,]a',
    '[,]',
    'a[,][,]b',
    'a[,] b',
    'a [,]b',
    'a[.]b',
    'a[:]b',
    '{case_matters=true}a',
    '{order_matters=true}a',
    '{lang=en}a',
  ],
};

const sequenceIds: Samples = {
  good: [...choiceIds.good, 'a[,]a', 'a[,]b[,]a'],
  bad: choiceIds.bad.filter((one) => one !== 'a[,]a' && one !== 'a[,]b[,]a'),
};

const fillInTexts: Samples = {
  good: [
    'car',
    '',
    'two words',
    'car[,]automobile',
    'car[,]car',
    'a,b',
    '[.] and [:]',
    '{lang=en}car',
    '{lang=en}car[,]{lang=fr}voiture',
    '{lang=en-US}car[,]automobile',
    '{braces} are text',
    textOf(250),
    `{lang=en}${textOf(250)}`,
    Array.from({ length: 10 }, () => textOf(20)).join('[,]'),
  ],
  bad: [...BAD_LANGUAGES, `good[,]${BAD_LANGUAGES[2]}`],
};

const longTexts: Samples = {
  good: [
    'text',
    '',
    'line\nline',
    'a[,]b[.]c[:]d',
    '{lang=en}text',
    '{lang=fr}du texte',
    textOf(4000),
    `{lang=en}${textOf(4000)}`,
  ],
  bad: BAD_LANGUAGES,
};

const pairs: Samples = {
  good: [
    '',
    'a[.]b',
    'a[.]b[,]c[.]d',
    'a[.]b[,]a[.]c',
    'a[.]b[,]c[.]b',
    'urn:a1:b[.]urn:a1:c',
    manyIds(36)
      .map((id) => `${id}[.]x`)
      .join('[,]'),
  ],
  bad: [
    'a',
    'a[,]b',
    'a[.]',
    '[.]b',
    '[.]',
    'a[.]b[.]c',
    'a[.]b[,]',
    '[,]a[.]b',
    'a[.]b[,]c',
    'a[:]b',
    'a.b',
    '{order_matters=true}a[.]b',
    ...inSteps((id) => `${id}[.]b`, BAD_IDS),
    ...inSteps((id) => `a[.]${id}`, BAD_IDS),
  ],
};

const stepTexts: Samples = {
  good: [
    '',
    'step[.]answer',
    'step[.]',
    '[.]answer',
    '[.]two words',
    'a[.]b[,]c[.]d',
    'a[.]b[,]a[.]b',
    '[.]inspect wound[,][.]clean wound[,][.]apply bandage',
    'a[.]1',
    'a[.]1.5',
    `a[.]${textOf(250)}`,
    Array.from({ length: 125 }, (_step, index) => `s${index}[.]x`).join('[,]'),
  ],
  bad: [
    'a',
    'a b',
    '[.]',
    'a[,]b',
    'a[.]b[,]',
    '[,]a[.]b',
    'a[.]b[,][.]',
    'a[.]b[.]c',
    'a[:]b',
    ...inSteps((id) => `${id}[.]b`, BAD_IDS),
  ],
};

const ranges = ['1[:]2', '1.5[:]2.5', '-2[:]-1', '-1[:]1', '1[:]1', '0[:]0', '[:]2', '1[:]', '[:]'];
const noRanges = [
  '2[:]1',
  '-1[:]-2',
  'a[:]b',
  '1[:]b',
  'a[:]2',
  '1[:]2[:]3',
  '1.[:]2',
  '1 [:]2',
  '1[:] 2',
  '1e1[:]20',
  '0.1[:]0.05',
];

const both = (samples: Samples): Pick<ResponseSamples, 'patterns' | 'responses'> => ({
  patterns: samples,
  responses: samples,
});

/** All interaction types. */
export const RESPONSES: readonly ResponseSamples[] = [
  {
    type: 'true-false',
    ...both({
      good: BOOLEANS,
      bad: ['', ' ', 't', 'f', '1', '0', 'True', 'TRUE', 'yes', 'true[,]false', ' true', '{lang=en}true'],
    }),
    pair: ['true', 'false'],
    again: null,
    isBag: false,
  },
  { type: 'choice', ...both(choiceIds), pair: ['a[,]b', 'a'], again: ['b[,]a'], isBag: false },
  {
    type: 'fill-in',
    patterns: {
      good: [
        ...fillInTexts.good,
        ...flagged('case_matters', 'car').good,
        ...flagged('order_matters', 'car[,]van').good,
        ...flagged('order_matters', '{lang=en}car').good,
        '{case_matters=true}{order_matters=false}car',
        '{order_matters=false}{case_matters=true}car',
        '{case_matters=true}{order_matters=false}{lang=en}car[,]{lang=fr}voiture',
        '{order_matters=true}{case_matters=false}{lang=en-US}car',
        '{case_matters=true}',
      ],
      bad: [
        ...fillInTexts.bad,
        ...flagged('case_matters', 'car').bad,
        ...flagged('order_matters', 'car').bad,
        '{case_matters=true}{order_matters=x}car',
        '{order_matters=true}{case_matters=x}car',
        '{case_matters=true}{lang=}car',
      ],
    },
    responses: fillInTexts,
    pair: ['car', 'van'],
    again: ['{case_matters=true}car'],
    isBag: true,
  },
  {
    type: 'long-fill-in',
    patterns: {
      good: [...longTexts.good, ...flagged('case_matters', 'text').good, '{case_matters=true}{lang=en}text'],
      bad: [...longTexts.bad, ...flagged('case_matters', 'text').bad, '{case_matters=true}{lang=}text'],
    },
    responses: longTexts,
    pair: ['a text', 'another'],
    again: ['{case_matters=false}a text'],
    isBag: true,
  },
  {
    type: 'likert',
    ...both({ good: IDENTIFIER.good, bad: [...IDENTIFIER.bad, 'a[,]b', 'a[.]b'] }),
    pair: ['agree', 'disagree'],
    again: null,
    isBag: false,
  },
  { type: 'matching', ...both(pairs), pair: ['a[.]b[,]c[.]d', 'a[.]d'], again: ['c[.]d[,]a[.]b'], isBag: true },
  {
    type: 'performance',
    patterns: {
      good: [
        ...stepTexts.good,
        ...flagged('order_matters', 'a[.]b').good,
        ...ranges.map((range) => `step[.]${range}`),
        '{order_matters=false}[.]1[:]2[,]b[.]x',
      ],
      bad: [...stepTexts.bad, ...flagged('order_matters', 'a[.]b').bad, ...noRanges.map((range) => `step[.]${range}`)],
    },
    responses: { good: stepTexts.good, bad: [...stepTexts.bad, ...noRanges.map((range) => `step[.]${range}`)] },
    pair: ['a[.]b', 'c[.]d'],
    again: ['{order_matters=true}a[.]b'],
    isBag: true,
  },
  { type: 'sequencing', ...both(sequenceIds), pair: ['a[,]b', 'b[,]a'], again: [], isBag: false },
  {
    type: 'numeric',
    patterns: { good: ranges, bad: ['', '1', '1.5', 'x', ' ', '1-2', '1:2', '[:]x', ...noRanges] },
    responses: {
      good: ['0', '1', '-1', '0.5', '-1234567.25', '1.0000000'],
      bad: ['', ' ', 'x', '1.', '.5', '1e5', '1,5', '+1', '1 ', ...ranges, '1[,]2'],
    },
    pair: ['1[:]2', '3[:]4'],
    again: null,
    isBag: false,
  },
  {
    type: 'other',
    ...both({ good: ['anything', '', 'a[,]b[.]c[:]d', '{lang=}x', 'line\nline', textOf(4000)], bad: [] }),
    pair: ['one', 'two'],
    again: null,
    isBag: false,
  },
];
