import { choiceOf, type Offered } from './choice-service.ts';

/** Model of `embedding/lti-choose`. */
export function chooseView(
  base: string,
  { ticket, acceptsMany }: { readonly ticket: string; readonly acceptsMany: boolean },
  offers: readonly Offered[],
) {
  return {
    action: `${base}/lti/choice`,
    ticket,
    type: acceptsMany ? 'checkbox' : 'radio',
    hint: acceptsMany ? 'Choose one or several.' : 'Choose one.',
    courses: offers.map(({ courseId, title, modules }) => ({
      value: choiceOf(courseId, null),
      title,
      modules: modules.map((one) => ({ value: choiceOf(courseId, one.identifier), title: one.title })),
    })),
  };
}
