import { type Fault, MODULE } from '../course-fixture.ts';

const FLAGS = Array.from({ length: 16 }, (_, index) => `flag-${index}`);
/** A node where sixteen flags can be set in any order: more standings than can be walked. */
const TOO_BIG = FLAGS.map(
  (flag) => `
          ask-${flag}:
            title: Ask
            text: Ask.
            asides:
              - when:
                  has:
                    - ${flag}
                text: Asked.
            choices:
              - id: ask
                say: Ask.
                goto: ask-flag-${(Number(flag.slice(5)) + 1) % 16}
                feedback: Asked.
                set:
                  - ${flag}
              - id: pass
                say: Pass.
                goto: ask-flag-${(Number(flag.slice(5)) + 5) % 16}
                feedback: Passed.`,
).join('');

/** The rest of the scenario without the node “gym”. */
const NO_GYM = `goto: complaint
                points: -1
                feedback: The boy is left alone.
          office:
            title: In the office
            text: |
              Ms. Grant asks what you want to do.
            choices:
              - id: lead
                say: You lead. I will listen.
                goto:
                  - when:
                      has:
                        - trust
                    goto: good
                  - goto: fair
                points: 2
                feedback: She takes the lead.
              - id: take
                say: I will ask the questions.
                goto: fair
                feedback: She sits back.
`;

/** Faults of how a scenario is put together, and of where it can lead. */
export const SCENARIO_FAULTS: readonly Fault[] = [
  {
    code: 'SCENARIO_GOTO',
    is: 'a choice that leads nowhere',
    file: MODULE,
    from: 'goto: shut\n',
    to: 'goto: shot\n',
    line: 'goto: shot',
    also: ['SCENARIO_UNREACHABLE'],
  },
  {
    code: 'SCENARIO_GOTO',
    is: 'a branch that leads nowhere',
    file: MODULE,
    from: 'goto: good\n',
    to: 'goto: god\n',
    line: 'goto: god',
    also: ['SCENARIO_UNREACHABLE', 'SCENARIO_MAX', 'SCENARIO_BEST_END'],
  },
  {
    code: 'SCENARIO_BRANCHES',
    is: 'a last branch that may not be taken',
    file: MODULE,
    from: '                  - goto: fair\n',
    to: '                  - when:\n                      lacks:\n                        - trust\n                    goto: fair\n',
    line: '- when:\n                      lacks',
  },
  {
    code: 'SCENARIO_LATE',
    is: 'time that ends in no choice',
    file: MODULE,
    from: '            late: demand\n',
    to: '',
    line: 'seconds: 30',
  },
  {
    code: 'SCENARIO_LATE',
    is: 'time that ends in a choice of another node',
    file: MODULE,
    from: 'late: demand',
    to: 'late: push',
    line: 'late: push',
  },
  {
    code: 'SCENARIO_LATE',
    is: 'a late choice without time',
    file: MODULE,
    from: '            seconds: 30\n',
    to: '',
    line: 'late: demand',
  },
  {
    code: 'SCENARIO_LATE',
    is: 'a late choice that may be hidden',
    file: MODULE,
    from: 'goto: shut\n',
    to: 'goto: shut\n                when:\n                  lacks:\n                    - trust\n',
    line: 'late: demand',
  },
  {
    code: 'CHOICE_SAY_DO',
    is: 'a choice that says and does',
    file: MODULE,
    from: '                do: Run after',
    to: '                say: Stay here.\n                do: Run after',
    line: '- id: chase',
  },
  {
    code: 'CHOICE_FEEDBACK',
    severity: 'warning',
    is: 'a choice without feedback',
    file: MODULE,
    from: '                feedback: He looks up.\n',
    to: '',
    line: '- id: repair',
  },
  {
    code: 'FLAG_NEVER_SET',
    is: 'a flag that nothing sets',
    file: MODULE,
    from: '                    - trust\n                text: He tells',
    to: '                    - trst\n                text: He tells',
    line: '- trst',
  },
  {
    code: 'FLAG_NEVER_TESTED',
    severity: 'warning',
    is: 'a flag that nothing asks for',
    file: MODULE,
    from: '                  - trust\n              - id: demand',
    to: '                  - trust\n                  - seen\n              - id: demand',
    line: '- seen',
  },
  {
    code: 'SCENARIO_SIZE',
    severity: 'warning',
    is: 'a scenario of seven nodes',
    file: MODULE,
    from: /goto: gym\n[^]*(?= {10}good:)/,
    to: NO_GYM,
    line: 'nodes:',
  },
  {
    code: 'SCENARIO_TOO_BIG',
    is: 'more combinations than can be walked',
    file: MODULE,
    from: /start: hall\n[^]*?nodes:/,
    to: `start: ask-flag-0\n        scoring:\n          max: 6\n          pass: 4\n        nodes:${TOO_BIG}`,
    line: 'nodes:',
    also: ['SCENARIO_SIZE'],
  },
  {
    code: 'SCENARIO_UNREACHABLE',
    is: 'a node that no path leads to',
    file: MODULE,
    from: 'goto: gym\n',
    to: 'goto: fair\n',
    line: 'gym:',
  },
  {
    code: 'CHOICE_NEVER_SHOWN',
    severity: 'warning',
    is: 'a choice whose condition is never met',
    file: MODULE,
    from: '                feedback: He looks up.\n',
    to: '                feedback: He looks up.\n                when:\n                  has:\n                    - trust\n',
    line: '- id: repair',
  },
  {
    code: 'SCENARIO_NO_CHOICE',
    is: 'a node where nothing may be offered',
    file: MODULE,
    from: /(?<=feedback: He (?:looks up|calls his mother)\.\n)/g,
    to: '                when:\n                  has:\n                    - trust\n',
    line: 'shut:',
    also: ['SCENARIO_DEAD_END', 'CHOICE_NEVER_SHOWN'],
  },
  {
    code: 'SCENARIO_LOOP',
    is: 'a circle that no choice leaves',
    file: MODULE,
    from: /goto: fair\n {16}points: 1\n([^]*?)goto: complaint/,
    to: 'goto: gym\n                points: 0\n                feedback: He waits.\n              - id: shout\n                do: Shout.\n                goto: gym',
    line: 'gym:',
    also: ['SCENARIO_DEAD_END', 'MINUTES_MANY'],
  },
  {
    code: 'SCENARIO_LOOP',
    is: 'points that can be gained round after round',
    file: MODULE,
    from: /goto: fair\n {16}points: 1/,
    to: 'goto: gym\n                points: 1',
    line: 'gym:',
  },
  {
    code: 'SCENARIO_REPEAT',
    severity: 'warning',
    is: 'a circle that can be left',
    file: MODULE,
    from: /goto: fair\n {16}points: 1/,
    to: 'goto: gym\n                points: 0',
    line: 'gym:',
  },
  {
    code: 'SCENARIO_DEAD_END',
    is: 'a node that leads on to nothing but itself',
    file: MODULE,
    from: /goto: open-up\n {16}points: 1([^]*?)goto: complaint/,
    to: 'goto: shut\n                feedback: He looks up.\n              - id: push\n                say: Empty your pockets.\n                goto: shut',
    line: 'shut:',
    also: ['SCENARIO_LOOP', 'MINUTES_MANY'],
  },
  { code: 'SCENARIO_ENDINGS', is: 'no best ending', file: MODULE, from: 'end: best', to: 'end: good', line: 'nodes:' },
  {
    code: 'SCENARIO_MAX',
    is: 'a maximum that no path earns',
    file: MODULE,
    from: 'max: 6',
    to: 'max: 7',
    line: 'max: 7',
  },
  {
    code: 'SCENARIO_PASS',
    is: 'more points to pass than there are',
    file: MODULE,
    from: 'pass: 4',
    to: 'pass: 7',
    line: 'pass: 7',
  },
  {
    code: 'SCENARIO_BEST_END',
    is: 'a lesser ending with the most points',
    file: MODULE,
    from: 'goto: fair\n                points: 0',
    to: 'goto: fair\n                points: 2',
    line: 'scoring:',
  },
];
