import { gradeWords } from './grade-view.ts';
import type { LinkRow } from './lti-model.ts';
import type { Came } from './teaching-service.ts';

const STATUS = {
  completed: 'Completed',
  incomplete: 'Under way',
  'not attempted': 'Not begun',
  unknown: 'Under way',
} as const;

function statusOf({ result }: Came): string {
  if (result === null) return 'Not begun';
  if (result.success === 'passed') return 'Passed';
  if (result.success === 'failed') return 'Failed';
  return STATUS[result.completion];
}

/** Model of `embedding/lti-teach`. */
export function teachView(
  base: string,
  ticket: string,
  { link, came }: { readonly link: LinkRow; readonly came: readonly Came[] },
) {
  return {
    title: link.title,
    context: link.contextTitle,
    action: `${base}/lti/preview`,
    ticket,
    people: came.map((one) => {
      const { word, tone, points } = gradeWords(one.grade);
      return { name: one.name, status: statusOf(one), points, sent: word, tone };
    }),
  };
}
