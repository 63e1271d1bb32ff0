import { stateOf, type Feedback, type Graded, type QuestionBlock } from '../../../server/standards/module/play.ts';
import { answerInputs, wordsOfResponse } from './answer-inputs.ts';
import { button, focusOn, h, trustedHtml } from './dom.ts';
import { GraderError } from './grader.ts';
import type { PlayContext } from './play-context.ts';
import { say } from './words.ts';

/** Tries after which the right answer may be looked at. */
const TRIES_BEFORE_ANSWER = 2;

/** A question: answered, checked, explained; the first answer counts. */
export function questionView(block: QuestionBlock, context: PlayContext): Node[] {
  const { play, words } = context;
  const before = stateOf(play.state, block.id, 'question');
  const inputs = answerInputs(block, before?.last ?? '', context);
  const said = h('div', { class: 'said', role: 'status' });
  const actions = h('p', { class: 'actions' });
  const how = block.type === 'multi' ? words.chooseAll : block.type === 'choice' ? words.chooseOne : '';

  const check = button(words.check, () => void submit(), 'main');

  async function submit(): Promise<void> {
    const response = inputs.response();
    if (response === '') {
      said.replaceChildren(h('p', { class: 'note' }, words.noAnswer));
      return;
    }
    check.disabled = true;
    inputs.lock(true);
    try {
      const graded = await play.answer(block, response);
      context.changed();
      if (stateOf(play.state, block.id, 'question')?.last === response) {
        show(graded);
        focusOn(said);
      } else {
        // Another window has answered before: its answer counts, and is shown.
        context.redraw(block);
      }
    } catch (fault) {
      refuse(fault);
    }
  }

  function refuse(fault: unknown): void {
    if (!(fault instanceof GraderError)) throw fault;
    said.replaceChildren(h('p', { class: 'note' }, fault.message));
    check.disabled = false;
    inputs.lock(false);
  }

  function show(graded: Graded): void {
    const isRight = graded.result === 'correct';
    const tries = stateOf(play.state, block.id, 'question')?.tries ?? 1;
    inputs.lock(true);
    inputs.mark(graded.feedback, noteOf);
    const whole = graded.feedback.filter(({ of }) => of === '').map(({ html }) => trustedHtml(html));
    said.replaceChildren(
      h(
        'div',
        { class: isRight ? 'fb good' : 'fb' },
        h('p', {}, h('b', {}, isRight ? words.right : words.wrong)),
        ...whole,
        isRight || tries > 1 ? null : h('p', { class: 'note' }, words.firstCounts),
      ),
    );
    const again = button(words.tryAgain, () => context.retry(block));
    const answer = button(
      words.showAnswer,
      () => {
        answer.replaceWith(h('span', {}, say(words.rightAnswer, { answer: wordsOfResponse(block, graded.correct) })));
      },
      'quiet',
    );
    const mayLook = tries >= TRIES_BEFORE_ANSWER || play.mode !== 'normal';
    actions.replaceChildren(...(isRight ? [] : [again, ...(mayLook ? [answer] : [])]));
  }

  actions.append(check);
  const view = h(
    'fieldset',
    { class: 'question' },
    h('legend', {}, trustedHtml(block.html)),
    how === '' ? null : h('p', { class: 'note' }, how),
    block.hint === ''
      ? null
      : h('details', { class: 'fold' }, h('summary', {}, words.hint), h('div', {}, trustedHtml(block.hint))),
    ...inputs.nodes,
    actions,
    said,
  );
  if (before !== undefined && !context.isRetry(block.id)) {
    inputs.lock(true);
    check.remove();
    play.recall(block).then((graded) => (graded === null ? actions.append(check) : show(graded)), refuse);
  }
  return [view];
}

/** A reason beside its option, with a word for right and wrong. */
function noteOf({ html, isRight }: Feedback): Node {
  const mark = isRight === null ? '' : isRight ? '✓ ' : '✗ ';
  return h(
    'div',
    { class: `why ${isRight === true ? 'good' : ''}` },
    h('span', { class: 'mark' }, mark),
    trustedHtml(html),
  );
}
