import type { Chapter, StepWriter } from './step-writer.ts';
import { LANGUAGE, LOCALIZED, REAL, TIME, TIME_INTERVAL, textOf } from './value-samples.ts';

const COMPLETION = ['completed', 'incomplete', 'not attempted', 'unknown'];
const SUCCESS = ['passed', 'failed', 'unknown'];
const WRONG_WORDS = ['', ' ', 'Completed', 'PASSED', 'browsed', 'not_attempted', 'complete', 'true', '1', 'unknown '];

/** Elements that only the LMS writes (RTE 4.2). */
const READ_ONLY = [
  'cmi._version',
  'cmi.completion_threshold',
  'cmi.credit',
  'cmi.entry',
  'cmi.launch_data',
  'cmi.learner_id',
  'cmi.learner_name',
  'cmi.max_time_allowed',
  'cmi.mode',
  'cmi.scaled_passing_score',
  'cmi.time_limit_action',
  'cmi.total_time',
];

const WRITE_ONLY = ['cmi.exit', 'cmi.session_time'];

const READ_WRITE = [
  'cmi.completion_status',
  'cmi.learner_preference.audio_captioning',
  'cmi.learner_preference.audio_level',
  'cmi.learner_preference.delivery_speed',
  'cmi.learner_preference.language',
  'cmi.location',
  'cmi.progress_measure',
  'cmi.score.max',
  'cmi.score.min',
  'cmi.score.raw',
  'cmi.score.scaled',
  'cmi.success_status',
  'cmi.suspend_data',
];

const CHILDREN: Readonly<Record<string, string>> = {
  'cmi.comments_from_learner': 'comment,location,timestamp',
  'cmi.comments_from_lms': 'comment,location,timestamp',
  'cmi.interactions':
    'id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description',
  'cmi.learner_preference': 'audio_level,language,delivery_speed,audio_captioning',
  'cmi.objectives': 'id,score,success_status,completion_status,progress_measure,description',
  'cmi.score': 'scaled,raw,min,max',
};

const LISTS = ['cmi.comments_from_learner', 'cmi.comments_from_lms', 'cmi.interactions', 'cmi.objectives'];

const isBelow = (low: number, high: number) => (text: string) => Number(text) >= low && Number(text) <= high;

/** A real with a range: of the type and inside is taken, outside is 407, not of the type 406. */
export function judgeReal(writer: StepWriter, element: string, low: number, high: number): void {
  const inside = isBelow(low, high);
  writer.judges(
    element,
    REAL.good.filter((one) => inside(one)),
    REAL.bad,
  );
  const edges = [low, high].filter((edge) => Number.isFinite(edge));
  writer.keeps(element, ...edges.map(String), ...edges.map((edge) => edge.toFixed(7)));
  const outside = REAL.good.filter((one) => !inside(one));
  const justOutside = [low - 0.0000001, high + 0.0000001].filter((one) => Number.isFinite(one));
  writer.refuses('407', element, ...outside, ...justOutside.map((one) => one.toFixed(7)));
}

function judgeScore(writer: StepWriter, path: string): void {
  writer.failsToRead('403', ...['scaled', 'raw', 'min', 'max'].map((name) => `${path}.${name}`));
  judgeReal(writer, `${path}.scaled`, -1, 1);
  for (const name of ['raw', 'min', 'max']) judgeReal(writer, `${path}.${name}`, -Infinity, Infinity);
  writer.reads(`${path}._children`, 'scaled,raw,min,max');
}

function judgeComments(writer: StepWriter): void {
  const list = 'cmi.comments_from_learner';
  writer.reads(`${list}._count`, String(writer.count(list)));
  const path = `${list}.${writer.next(list)}`;
  writer.failsToRead('301', `${path}.comment`, `${path}.location`, `${path}.timestamp`);
  writer.judges(`${path}.comment`, LOCALIZED.good, LOCALIZED.bad);
  writer.keeps(`${path}.comment`, textOf(4000), `{lang=en}${textOf(4000)}`);
  writer.failsToRead('403', `${path}.location`, `${path}.timestamp`);
  writer.keeps(`${path}.location`, '', 'page 4', 'a[,]b', textOf(250));
  writer.judges(`${path}.timestamp`, TIME.good, TIME.bad);
  writer.reads(`${list}._count`, String(writer.count(list)));
  const second = `${list}.${writer.next(list)}`;
  writer.refuses('406', `${second}.timestamp`, '2039').reads(`${list}._count`, '1');
  writer.keeps(`${second}.location`, 'elsewhere').failsToRead('403', `${second}.comment`, `${second}.timestamp`);
  const third = `${list}.${writer.next(list)}`;
  writer.keeps(`${third}.timestamp`, '2004').reads(`${list}._count`, '3');
  for (const index of ['4', '10', '03', '00', '999999']) {
    writer.refuses('351', `${list}.${index}.comment`, 'x').failsToRead('301', `${list}.${index}.comment`);
  }
}

/** What a SCO finds before anyone set anything: comes first in a session. */
const INITIAL: Chapter = {
  title: 'answers initial values, and 403 where there is none (RTE 4.2, 3.1.7.7)',
  write(writer) {
    writer
      .reads('cmi._version', '1.0')
      .reads('cmi.completion_status', 'unknown')
      .reads('cmi.success_status', 'unknown');
    writer.reads('cmi.credit', 'credit').reads('cmi.mode', 'normal').reads('cmi.entry', 'ab-initio');
    writer.reads('cmi.total_time', 'PT0H0M0S').reads('cmi.time_limit_action', 'continue,no message');
    writer.readsAny('cmi.learner_id').readsAny('cmi.learner_name');
    const preference = 'cmi.learner_preference';
    writer.reads(`${preference}.audio_level`, '1').reads(`${preference}.delivery_speed`, '1');
    writer.reads(`${preference}.language`, '').reads(`${preference}.audio_captioning`, '0');
    writer.failsToRead('403', 'cmi.location', 'cmi.suspend_data', 'cmi.progress_measure', 'cmi.launch_data');
    writer.failsToRead('403', 'cmi.completion_threshold', 'cmi.scaled_passing_score', 'cmi.max_time_allowed');
    for (const list of LISTS) writer.reads(`${list}._count`, '0').failsToRead('301', `${list}.0.${firstOf(list)}`);
    writer.reads('adl.data._count', '0').reads('adl.nav.request', '_none_');
  },
};

const firstOf = (list: string): string => (list.includes('comments') ? 'comment' : 'id');

/** The elements outside lists, and the two lists of comments. */
export const ELEMENT_CHAPTERS: readonly Chapter[] = [
  INITIAL,
  {
    title: 'knows the names of the data model and no others (RTE 3.1.7.5)',
    write(writer) {
      const unknown = [
        'x',
        'cmi',
        'cmi.',
        '.cmi',
        'cmi..location',
        'cmi.location.',
        'cmi.x',
        'CMI.location',
        'cmi.Location',
        'cmi.location ',
        ' cmi.location',
        'cmi.location.x',
        'cmi.score',
        'cmi.score.x',
        'cmi.scoreraw',
        'cmi.objectives',
        'cmi.objectives.id',
        'cmi.objectives.n.id',
        'cmi.objectives.x.id',
        'cmi.objectives.-1.id',
        'cmi.objectives.1.5.id',
        'cmi.interactions',
        'cmi.interactions.type',
        'cmi.comments_from_learner',
        'cmi.comments_from_lms',
        'cmi.learner_preference',
        'cmi.learner_preference.volume',
        'cmi.core.lesson_status',
        'cmi.student_id',
        'adl',
        'adl.x',
        'adl.nav',
        'adl.nav.x',
        'adl.nav.request_valid',
        'adl.nav.request_valid.x',
        'adl.data',
        'ADL.nav.request',
        '__proto__',
        'cmi.__proto__',
        'cmi.constructor',
        'toString',
      ];
      writer.failsToRead('401', ...unknown).failsToRead('301', '');
      for (const element of unknown) writer.refuses('401', element, 'x', '');
      writer.refuses('351', '', 'x').readsAny('cmi.learner_id');
    },
  },
  {
    title: 'answers keywords where they are, 301 where they are not, and never takes one (RTE 3.1.7.3, 4.1.1)',
    write(writer) {
      for (const [element, children] of Object.entries(CHILDREN)) {
        writer.reads(`${element}._children`, children).refuses('404', `${element}._children`, children, 'x', '');
      }
      for (const list of LISTS) writer.reads(`${list}._count`, '0').refuses('404', `${list}._count`, '0', '1', 'x');
      for (const element of [...READ_ONLY, ...WRITE_ONLY, ...READ_WRITE]) {
        if (element === 'cmi._version') continue;
        for (const keyword of ['_children', '_count', '_version']) {
          writer.failsToRead('301', `${element}.${keyword}`).refuses('401', `${element}.${keyword}`, 'x');
        }
      }
      for (const element of ['cmi.score', 'cmi.learner_preference']) {
        writer.failsToRead('301', `${element}._count`, `${element}._version`);
      }
      for (const list of LISTS) writer.failsToRead('301', `${list}._version`).refuses('401', `${list}._version`, '1.0');
      writer.failsToRead('401', 'cmi.x._children', 'cmi.x._count', 'x._children');
    },
  },
  {
    title: 'lets nobody set what is read-only (RTE 3.1.7.8)',
    write(writer) {
      for (const element of READ_ONLY) writer.refuses('404', element, '', 'x', '1.0', 'normal', 'PT1H', '0.5');
      for (const name of ['comment', 'location', 'timestamp']) {
        writer.refuses('404', `cmi.comments_from_lms.0.${name}`, 'x', '2004', '');
        writer.failsToRead('301', `cmi.comments_from_lms.0.${name}`);
      }
      writer.reads('cmi.comments_from_lms._count', '0').reads('cmi.mode', 'normal').reads('cmi._version', '1.0');
    },
  },
  {
    title: 'lets nobody read what is write-only (RTE 3.1.7.9)',
    write(writer) {
      writer
        .failsToRead('405', ...WRITE_ONLY)
        .sets('cmi.session_time', 'PT1H')
        .sets('cmi.exit', 'normal');
      writer.failsToRead('405', ...WRITE_ONLY);
    },
  },
  { title: 'keeps comments of the learner (RTE 4.2.2)', write: judgeComments },
  {
    title: 'keeps cmi.completion_status (RTE 4.2.4)',
    write: (writer) => writer.judges('cmi.completion_status', COMPLETION, [...WRONG_WORDS, 'passed', 'failed']),
  },
  {
    title: 'takes the words of cmi.exit (RTE 4.2.8)',
    write(writer) {
      writer.sets('cmi.exit', 'time-out', 'suspend', 'logout', 'normal', '');
      writer
        .refuses('406', 'cmi.exit', ' ', 'Suspend', 'timeout', 'time out', 'x', 'exit', 'finish')
        .sets('cmi.exit', '');
    },
  },
  {
    title: 'keeps the preferences of the learner (RTE 4.2.13)',
    write(writer) {
      const path = 'cmi.learner_preference';
      judgeReal(writer, `${path}.audio_level`, 0, Infinity);
      judgeReal(writer, `${path}.delivery_speed`, 0, Infinity);
      writer.judges(`${path}.language`, [...LANGUAGE.good, ''], LANGUAGE.bad);
      writer.judges(`${path}.audio_captioning`, ['-1', '0', '1'], ['', 'x', 'on', 'true', '0.5', '+1', ' 0']);
      writer.refuses('407', `${path}.audio_captioning`, '2', '-2', '100');
    },
  },
  {
    title: 'keeps cmi.location (RTE 4.2.14)',
    write: (writer) => writer.keeps('cmi.location', '4', '', 'a b', '{lang=}', '<&>', 'ä日\n', textOf(1000)),
  },
  {
    title: 'keeps cmi.progress_measure (RTE 4.2.18)',
    write: (writer) => judgeReal(writer, 'cmi.progress_measure', 0, 1),
  },
  { title: 'keeps cmi.score (RTE 4.2.20)', write: (writer) => judgeScore(writer, 'cmi.score') },
  {
    title: 'takes cmi.session_time (RTE 4.2.21)',
    write(writer) {
      writer.sets('cmi.session_time', ...TIME_INTERVAL.good).refuses('406', 'cmi.session_time', ...TIME_INTERVAL.bad);
      writer.sets('cmi.session_time', 'PT1S');
    },
  },
  {
    title: 'keeps cmi.success_status (RTE 4.2.22)',
    write: (writer) => writer.judges('cmi.success_status', SUCCESS, [...WRONG_WORDS, 'completed', 'incomplete']),
  },
  {
    title: 'keeps cmi.suspend_data of 64,000 characters (RTE 4.2.23)',
    write: (writer) => writer.keeps('cmi.suspend_data', 'x', 'a[,]b{lang=}', '\u0000\t\n', 'ä日', textOf(64_000), ''),
  },
  {
    title: 'keeps the status, score and description of an objective (RTE 4.2.17)',
    write(writer) {
      const path = writer.objective();
      writer.reads(`${path}.success_status`, 'unknown').reads(`${path}.completion_status`, 'unknown');
      writer.failsToRead('403', `${path}.progress_measure`, `${path}.description`);
      judgeScore(writer, `${path}.score`);
      writer.judges(`${path}.success_status`, SUCCESS, [...WRONG_WORDS, 'completed']);
      writer.judges(`${path}.completion_status`, COMPLETION, [...WRONG_WORDS, 'passed']);
      judgeReal(writer, `${path}.progress_measure`, 0, 1);
      writer.judges(`${path}.description`, LOCALIZED.good, LOCALIZED.bad);
      writer.keeps(`${path}.description`, textOf(250));
    },
  },
  {
    title: 'takes and answers navigation requests (SN 5.6.4, 5.6.5)',
    write(writer) {
      const plain = ['continue', 'previous', 'exit', 'exitAll', 'abandon', 'abandonAll', 'suspendAll'];
      const targeted = ['{target=a}choice', '{target=a.b-c}choice', '{target=a}jump'];
      const bad = [
        '',
        ' ',
        'x',
        'Continue',
        'start',
        'resumeAll',
        'choice',
        'jump',
        'none',
        '{target=}choice',
        'target=a',
      ];
      const more = [
        '{target=a}',
        '{target=a}continue',
        '{target=achoice',
        '{Target=a}choice',
        '{target=a}choice ',
        'retry',
      ];
      writer.judges('adl.nav.request', [...plain, ...targeted, '_none_'], [...bad, ...more]);
      for (const name of ['continue', 'previous', 'choice.{target=a}', 'jump.{target=a}']) {
        writer.readsAny(`adl.nav.request_valid.${name}`);
        writer.refuses('404', `adl.nav.request_valid.${name}`, 'true', 'x');
      }
    },
  },
];
