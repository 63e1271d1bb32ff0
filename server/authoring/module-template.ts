/** What a new module is told. */
export interface NewModule {
  /** `03-arrive` */
  readonly name: string;
  readonly title: string;
  /** A day a year from now, `2027-09-01`. */
  readonly reviewBy: string;
  /** A skill of the toolbox to begin with. */
  readonly skill: string;
}

/**
 * Text of a new module: every part that a module needs, in one small worked situation. It keeps to the schema; what the checker
 * still says of it is what the author has to write.
 */
export function moduleTemplate({ name, title, reviewBy, skill }: NewModule): string {
  const id = name.slice(3);
  return [head(id, title, reviewBy, skill), READ, SCENARIO, practice(), CLOSING].join('');
}

const head = (id: string, title: string, reviewBy: string, skill: string): string => `\
# How to write a module: courses/README.md. Check it: npm run courses:check
# WRITE marks what is yours to write. Ids stay for ever once the module is published: records name them.
id: ${id}
title: ${JSON.stringify(title)}
kind: module
summary: WRITE one sentence that says what the officer can do afterwards.
layer: school
skills:
  # From courses/skills.yaml: what this module adds, one sentence.
  - skill: ${skill}
    adds: WRITE what the module adds to the skill.
objectives:
  # 3 to 5; each begins with a verb that can be seen and is asked for by a question or a scenario.
  - id: explain
    text: Explain WRITE
  - id: decide
    text: Decide WRITE
  - id: respond
    text: Respond WRITE
# Remove legal, the law callout and the sources where the module teaches no law.
legal:
  reviewer: null
  review_by: ${reviewBy}
sources:
  - id: tlo
    cite: New Jersey v. T.L.O., 469 U.S. 325 (1985)
    kind: case
sections:
`;

const READ = `\
  - id: start
    title: Where it begins
    blocks:
      - id: opening
        type: text
        # Begin with a moment of the officer's day, not with a definition.
        text: |
          WRITE the moment. Say who is there, what is said, and what is at stake.

          A second paragraph begins after an empty line. **Bold** is rare. Link to [the practice](#practice).
      - id: carries-over
        type: callout
        kind: academy
        text: |
          WRITE what carries over from the academy, and what changes in a school.
      - id: worked-example
        type: callout
        title: A worked example
        kind: example
        text: |
          WRITE what one officer did, step by step, and why it worked.
      - id: the-law
        type: callout
        kind: law
        text: |
          WRITE the rule in plain words. Check your state's law and your agency's policy.
`;

const SCENARIO = `\
  - id: decide-now
    title: You decide
    blocks:
      - id: hallway
        type: scenario
        title: WRITE a title
        objective: decide
        intro: |
          WRITE what the officer knows before the first decision.
        start: arrive
        scoring:
          # The points of the best path, and the points that pass. The checker computes the first.
          max: 4
          pass: 2
        # This is the smallest scenario that works. Grow it to 8 to 15 nodes.
        nodes:
          arrive:
            title: You arrive
            speaker: A student, 14
            text: |
              WRITE the student's words.
            choices:
              - id: ask
                say: WRITE what a good officer says.
                goto: talk
                points: 2
                feedback: WRITE what it brought about.
                set:
                  - trust
              - id: order
                say: WRITE what tempts an experienced officer.
                goto: talk
                points: 0
                feedback: WRITE what it cost.
          talk:
            title: The talk
            text: |
              WRITE what happens next.
            asides:
              # Shown only to those who asked first.
              - when:
                  has:
                    - trust
                text: WRITE what the student adds.
            choices:
              - id: share
                say: WRITE the better way.
                goto:
                  - when:
                      has:
                        - trust
                    goto: well
                  - goto: late
                points: 2
                feedback: WRITE what it brought about.
              - id: alone
                do: WRITE what is done without words.
                goto: complaint
                points: -1
                feedback: WRITE what it cost.
          well:
            title: It goes well
            end: best
            text: |
              WRITE how it ends for the student, the school and the officer.
            lesson: WRITE what to take along.
          late:
            title: Late, but right
            end: fair
            text: |
              WRITE how it ends.
          complaint:
            title: A complaint
            end: poor
            text: |
              WRITE how it ends, without blame.
`;

const OBJECTIVES = ['explain', 'decide', 'respond'] as const;

/** Eight questions, the right answer in another place each time. */
function practice(): string {
  const questions = Array.from({ length: 8 }, (_, index) => question(index));
  return `\
  - id: practice
    title: Practice
    blocks:
${questions.join('')}`;
}

function question(index: number): string {
  const options = ['a', 'b', 'c'].map((id, at) => {
    const correct = at === index % 3 ? '            correct: true\n' : '';
    return `\
          - id: ${id}
            text: WRITE answer ${id} to question ${index + 1}
${correct}            why: WRITE why it is ${correct === '' ? 'wrong' : 'right'}.
`;
  });
  return `\
      - id: q${index + 1}
        type: choice
        objective: ${OBJECTIVES[index % 3]}
        prompt: WRITE a question that asks for a decision.
        options:
${options.join('')}`;
}

const CLOSING = `\
  - id: take-along
    title: Back at your school
    blocks:
      - id: reflect
        type: reflection
        prompt: WRITE a question about the officer's own last month.
      - id: check-mou
        type: worksheet
        title: Check your MOU
        intro: Keep your MOU and your policy at hand. This page can be printed.
        items:
          - id: who
            prompt: WRITE what to look up first.
          - id: when
            prompt: WRITE what to look up next.
`;
