import { allBlocks, isDone, isRequired, type CompiledModule } from '../../../server/standards/module/play.ts';
import { nameOf } from './block-name.ts';
import { button, h, trustedHtml } from './dom.ts';
import type { PlayContext } from './play-context.ts';
import { say, type Words } from './words.ts';

/** What the module is, before it begins. */
export function startPanel(module: CompiledModule, words: Words, start: () => void): Node[] {
  const goals = module.objectives.map(({ text }) => h('li', {}, text));
  return [
    h('p', { class: 'lede' }, module.summary),
    h('p', { class: 'note' }, say(words.minutes, { minutes: module.minutes })),
    goals.length === 0 ? null : h('h2', {}, words.objectives),
    goals.length === 0 ? null : h('ul', { class: 'goals' }, ...goals),
    module.legal === null ? null : legalNotice(module.legal, words),
    h('p', { class: 'actions' }, button(words.start, start, 'main')),
  ].filter((node) => node !== null);
}

function legalNotice({ notice, reviewer, reviewBy }: NonNullable<CompiledModule['legal']>, words: Words): HTMLElement {
  const reviewed = reviewer === null ? words.notReviewed : say(words.reviewedBy, { name: reviewer });
  return h(
    'aside',
    { class: 'callout law' },
    h('p', { class: 'kind' }, words.law),
    trustedHtml(notice),
    h('p', { class: 'note' }, `${reviewed} ${say(words.reviewBy, { day: reviewBy })}`),
  );
}

/** Where the officer stands at the end: what is done, what is open, what it added. */
export function endPanel({ play, words, goTo }: PlayContext, leave: () => void): Node[] {
  const { module, score, state } = play;
  const open = allBlocks(module).filter((block) => isRequired(block) && !isDone(block, state));
  const isComplete = score.completion === 'completed';
  const verdict = isComplete && score.success === 'failed' ? `${words.failed}. ` : '';
  const skills = module.skills.map(({ title, adds }) => h('li', {}, h('b', {}, `${title}: `), adds));
  const sources = module.sources.map(({ cite, url }) =>
    h('li', {}, url === null ? cite : h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, cite)),
  );
  return [
    h(
      'div',
      { class: isComplete && score.success !== 'failed' ? 'fb good' : 'fb', role: 'status' },
      h('p', {}, h('b', {}, verdict + (isComplete ? words.moduleDone : words.moduleOpen))),
      score.raw === null ? null : h('p', {}, say(words.score, { raw: score.raw })),
    ),
    open.length === 0 ? null : h('h2', {}, words.openBlocks),
    open.length === 0
      ? null
      : h(
          'ul',
          {},
          ...open.map((block) =>
            h(
              'li',
              {},
              button(nameOf(block), () => goTo(block.id), 'quiet'),
            ),
          ),
        ),
    skills.length === 0 || !isComplete ? null : h('h2', {}, words.skills),
    skills.length === 0 || !isComplete ? null : h('ul', {}, ...skills),
    sources.length === 0 ? null : h('h2', {}, words.sources),
    sources.length === 0 ? null : h('ul', { class: 'sources' }, ...sources),
    h('p', { class: 'actions' }, button(words.leave, leave, 'main')),
  ].filter((node) => node !== null);
}
