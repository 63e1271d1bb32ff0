import type { Chapter } from './step-writer.ts';
import { IDENTIFIER } from './value-samples.ts';

const OBJECTIVE_FIELDS: Readonly<Record<string, string>> = {
  'score.scaled': '0.5',
  'score.raw': '5',
  'score.min': '0',
  'score.max': '10',
  success_status: 'passed',
  completion_status: 'completed',
  progress_measure: '0.5',
  description: 'text',
};

const INTERACTION_FIELDS: Readonly<Record<string, string>> = {
  type: 'choice',
  timestamp: '2004',
  weighting: '1',
  result: 'correct',
  latency: 'PT1S',
  description: 'text',
  learner_response: 'a',
  'objectives.0.id': 'o',
  'correct_responses.0.pattern': 'a',
};

/** Order and identity in lists: what comes first, what stays, what may not be twice. */
export const LIST_CHAPTERS: readonly Chapter[] = [
  {
    title: 'wants the id of an objective first (RTE 4.2.17, 3.1.7.12)',
    write(writer) {
      const path = `cmi.objectives.${writer.count('cmi.objectives')}`;
      for (const [name, value] of Object.entries(OBJECTIVE_FIELDS)) {
        writer.refuses('408', `${path}.${name}`, value).failsToRead('301', `${path}.${name}`);
      }
      writer.reads('cmi.objectives._count', String(writer.count('cmi.objectives')));
      const made = writer.objective();
      for (const [name, value] of Object.entries(OBJECTIVE_FIELDS)) writer.keeps(`${made}.${name}`, value);
    },
  },
  {
    title: 'keeps the list of objectives without gaps (RTE 3.1.7.4)',
    write(writer) {
      const count = writer.count('cmi.objectives');
      const skipped = [
        String(count + 1),
        String(count + 2),
        String(count + 100),
        '999999',
        '2147483648',
        '00',
        '01',
        '007',
      ];
      for (const index of skipped) {
        const path = `cmi.objectives.${index}`;
        writer.refuses('351', `${path}.id`, 'far').failsToRead('301', `${path}.id`);
        for (const [name, value] of Object.entries(OBJECTIVE_FIELDS)) {
          writer.refuses('351', `${path}.${name}`, value).failsToRead('301', `${path}.${name}`);
        }
      }
      writer.reads('cmi.objectives._count', String(count));
    },
  },
  {
    title: 'gives an objective its id once, and no other the same (RTE 4.2.17.1)',
    write(writer) {
      const first = writer.objective();
      const id = `urn:example:${first}`;
      writer
        .refuses('351', `${first}.id`, 'other', 'urn:example:other', `${id}x`, id.toUpperCase())
        .reads(`${first}.id`, id);
      writer.keeps(`${first}.id`, id);
      const next = `cmi.objectives.${writer.count('cmi.objectives')}`;
      writer.refuses('351', `${next}.id`, id).failsToRead('301', `${next}.id`);
      writer.refuses('406', `${next}.id`, ...IDENTIFIER.bad).failsToRead('301', `${next}.id`);
      for (const good of IDENTIFIER.good) {
        writer.keeps(`cmi.objectives.${writer.next('cmi.objectives')}.id`, good);
      }
      writer.reads('cmi.objectives._count', String(writer.count('cmi.objectives')));
      writer.failsToRead('301', `${first}.id._children`, `${first}.id._count`, `${first}.description._version`);
      writer.failsToRead('301', `${first}.score._count`).refuses('404', `${first}.score._children`, 'x');
      writer.failsToRead('401', first, `${first}.x`, `${first}.score`).refuses('401', `${first}.x`, 'x');
    },
  },
  {
    title: 'wants the id of an interaction first (RTE 4.2.9, 3.1.7.12)',
    write(writer) {
      const path = `cmi.interactions.${writer.count('cmi.interactions')}`;
      for (const [name, value] of Object.entries(INTERACTION_FIELDS)) {
        writer.refuses('408', `${path}.${name}`, value).failsToRead('301', `${path}.${name}`);
      }
      writer.reads('cmi.interactions._count', String(writer.count('cmi.interactions')));
    },
  },
  {
    title: 'wants the type of an interaction before its responses (RTE 4.2.9, 3.1.7.12)',
    write(writer) {
      const path = writer.interaction();
      writer.refuses('408', `${path}.learner_response`, 'a', 'true', '').failsToRead('403', `${path}.learner_response`);
      writer.refuses('408', `${path}.correct_responses.0.pattern`, 'a', 'true', '');
      writer.reads(`${path}.correct_responses._count`, '0').failsToRead('301', `${path}.correct_responses.0.pattern`);
      writer.failsToRead(
        '403',
        ...['type', 'timestamp', 'weighting', 'result', 'latency'].map((name) => `${path}.${name}`),
      );
      for (const [name, value] of Object.entries(INTERACTION_FIELDS)) writer.keeps(`${path}.${name}`, value);
    },
  },
  {
    title: 'keeps the lists of interactions and inside them without gaps (RTE 3.1.7.4)',
    write(writer) {
      const path = writer.interaction('choice');
      const count = writer.count('cmi.interactions');
      for (const index of [String(count + 1), String(count + 50), '999999', '00', '01']) {
        const far = `cmi.interactions.${index}`;
        writer.refuses('351', `${far}.id`, 'far').failsToRead('301', `${far}.id`);
        for (const [name, value] of Object.entries(INTERACTION_FIELDS)) {
          writer.refuses('351', `${far}.${name}`, value).failsToRead('301', `${far}.${name}`);
        }
      }
      for (const index of ['1', '2', '50', '00', '01']) {
        writer
          .refuses('351', `${path}.objectives.${index}.id`, 'o')
          .failsToRead('301', `${path}.objectives.${index}.id`);
        const pattern = `${path}.correct_responses.${index}.pattern`;
        writer.refuses('351', pattern, 'a').failsToRead('301', pattern);
      }
      writer.reads('cmi.interactions._count', String(count));
      const next = `cmi.interactions.${count}`;
      writer.refuses('351', `${next}.objectives.1.id`, 'o').refuses('351', `${next}.correct_responses.1.pattern`, 'a');
    },
  },
  {
    title: 'lets the id of an interaction be written anew and be used again (RTE 4.2.9.1)',
    write(writer) {
      const path = writer.interaction();
      writer.judges(`${path}.id`, IDENTIFIER.good, IDENTIFIER.bad);
      const twin = `cmi.interactions.${writer.next('cmi.interactions')}`;
      writer.keeps(`${twin}.id`, IDENTIFIER.good.at(-1) ?? 'a');
    },
  },
  {
    title: 'names each objective of an interaction once (RTE 4.2.9.3)',
    write(writer) {
      const path = writer.interaction();
      writer.reads(`${path}.objectives._children`, 'id').reads(`${path}.objectives._count`, '0');
      writer.refuses('406', `${path}.objectives.0.id`, ...IDENTIFIER.bad).reads(`${path}.objectives._count`, '0');
      for (const [index, id] of IDENTIFIER.good.entries()) {
        const element = `${path}.objectives.${index}.id`;
        if (index > 0) writer.refuses('351', element, IDENTIFIER.good[0] ?? '').failsToRead('301', element);
        writer.keeps(element, id).reads(`${path}.objectives._count`, String(index + 1));
      }
      writer.keeps(`${path}.objectives.0.id`, 'rewritten').refuses('351', `${path}.objectives.1.id`, 'rewritten');
      writer.refuses('404', `${path}.objectives._children`, 'id').refuses('404', `${path}.objectives._count`, '1');
      writer.failsToRead('301', `${path}.objectives._version`, `${path}.objectives.0.id._children`);
      writer.failsToRead('401', `${path}.objectives`, `${path}.objectives.0`, `${path}.objectives.0.x`);
    },
  },
  {
    title: 'keeps the smallest permitted maximum of each list (RTE 4.2.2, 4.2.9, 4.2.17)',
    write(writer) {
      while (writer.count('cmi.objectives') < 100) writer.objective();
      while (writer.count('cmi.interactions') < 250) writer.interaction();
      const path = writer.interaction('fill-in');
      for (let n = 0; n < 10; n += 1) {
        writer
          .sets(`${path}.objectives.${n}.id`, `o${n}`)
          .sets(`${path}.correct_responses.${n}.pattern`, `answer ${n}`);
      }
      const comments = 'cmi.comments_from_learner';
      while (writer.count(comments) < 250) {
        const index = writer.next(comments);
        writer.sets(`${comments}.${index}.comment`, `comment ${index}`);
      }
      for (const list of [comments, 'cmi.objectives', 'cmi.interactions']) {
        writer.reads(`${list}._count`, String(writer.count(list)));
      }
    },
  },
];
