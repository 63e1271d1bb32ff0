import { RESPONSES } from './response-samples.ts';
import type { ResponseSamples } from './response-samples.ts';
import type { Chapter, StepWriter } from './step-writer.ts';
import { LOCALIZED, REAL, TIME, TIME_INTERVAL, textOf } from './value-samples.ts';
import { judgeReal } from './element-chapters.ts';

const TYPES = RESPONSES.map(({ type }) => type);
const RESULTS = ['correct', 'incorrect', 'unanticipated', 'neutral'];

function judgePatterns(writer: StepWriter, { type, patterns }: ResponseSamples): void {
  const path = writer.interaction(type);
  const first = `${path}.correct_responses.0.pattern`;
  writer.reads(`${path}.correct_responses._children`, 'pattern').reads(`${path}.correct_responses._count`, '0');
  writer.refuses('406', first, ...patterns.bad).failsToRead('301', first);
  writer.reads(`${path}.correct_responses._count`, '0');
  writer.judges(first, patterns.good, patterns.bad);
  writer.reads(`${path}.correct_responses._count`, '1');
  writer
    .refuses('404', `${path}.correct_responses._count`, '1')
    .refuses('404', `${path}.correct_responses._children`, 'x');
  writer.failsToRead('301', `${first}._children`, `${first}._count`, `${path}.correct_responses._version`);
  writer.failsToRead('401', `${path}.correct_responses`, `${path}.correct_responses.0`, `${first}.x`);
}

function judgeResponses(writer: StepWriter, { type, responses }: ResponseSamples): void {
  const path = writer.interaction(type);
  writer.refuses('406', `${path}.learner_response`, ...responses.bad);
  writer.failsToRead('403', `${path}.learner_response`);
  writer.judges(`${path}.learner_response`, responses.good, responses.bad);
  writer.failsToRead('301', `${path}.learner_response._children`);
}

/** How many patterns there may be, and which of them say the same. */
function judgeRepetition(writer: StepWriter, { type, pair, again, isBag }: ResponseSamples): void {
  const path = writer.interaction(type);
  const at = (index: number): string => `${path}.correct_responses.${index}.pattern`;
  const [one, other] = pair;
  writer.keeps(at(0), other, one);
  if (again === null) {
    writer.refuses('351', at(1), one, other).failsToRead('301', at(1)).reads(at(0), one);
    writer.reads(`${path}.correct_responses._count`, '1');
    return;
  }
  if (isBag) writer.keeps(at(1), one, ...again);
  else writer.refuses('351', at(1), one, ...again).failsToRead('301', at(1));
  writer.keeps(at(1), other).reads(at(0), one).keeps(at(0), one).reads(`${path}.correct_responses._count`, '2');
  writer.refuses('351', at(3), one, other).failsToRead('301', at(2), at(3));
}

const byType = (
  title: (type: string) => string,
  judge: (writer: StepWriter, samples: ResponseSamples) => void,
): Chapter[] => RESPONSES.map((samples) => ({ title: title(samples.type), write: (writer) => judge(writer, samples) }));

/** The elements of cmi.interactions, and the responses of each type. */
export const INTERACTION_CHAPTERS: readonly Chapter[] = [
  {
    title: 'keeps the type of an interaction (RTE 4.2.9.2)',
    write(writer) {
      const path = writer.interaction();
      const wrong = [
        '',
        ' ',
        'x',
        'True-False',
        'truefalse',
        'fillin',
        'long fill-in',
        'multiple-choice',
        'essay',
        'Choice',
      ];
      writer.judges(`${path}.type`, TYPES, wrong);
    },
  },
  {
    title: 'keeps time, latency, weighting, result and description of an interaction (RTE 4.2.9)',
    write(writer) {
      const path = writer.interaction('other');
      writer.judges(`${path}.timestamp`, TIME.good, TIME.bad);
      writer.judges(`${path}.latency`, TIME_INTERVAL.good, TIME_INTERVAL.bad);
      judgeReal(writer, `${path}.weighting`, -Infinity, Infinity);
      const words = ['', 'Correct', 'wrong', 'right', 'passed', 'unanticipated '];
      writer.judges(`${path}.result`, [...RESULTS, ...REAL.good], [...words, ...REAL.bad]);
      writer.judges(`${path}.description`, LOCALIZED.good, LOCALIZED.bad);
      writer.keeps(`${path}.description`, textOf(250), `{lang=en}${textOf(250)}`);
    },
  },
  ...byType((type) => `judges correct response patterns of ${type} (RTE 4.2.9.5)`, judgePatterns),
  ...byType((type) => `judges learner responses of ${type} (RTE 4.2.9.7)`, judgeResponses),
  ...byType((type) => `counts the correct response patterns of ${type} (RTE 4.2.9.5)`, judgeRepetition),
  {
    title: 'lets no response outlive the type that it belongs to (RTE 4.2.9.2)',
    write(writer) {
      const path = writer.interaction('choice');
      writer.keeps(`${path}.learner_response`, 'a').keeps(`${path}.correct_responses.0.pattern`, 'a');
      writer.keeps(`${path}.correct_responses.1.pattern`, 'b[,]c').keeps(`${path}.type`, 'sequencing');
      writer.reads(`${path}.learner_response`, 'a').reads(`${path}.correct_responses.1.pattern`, 'b[,]c');
      writer.keeps(`${path}.type`, 'numeric').failsToRead('403', `${path}.learner_response`);
      writer.reads(`${path}.correct_responses._count`, '0').failsToRead('301', `${path}.correct_responses.0.pattern`);
      writer.keeps(`${path}.correct_responses.0.pattern`, '1[:]2').keeps(`${path}.learner_response`, '1.5');
    },
  },
];
