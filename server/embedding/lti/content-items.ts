import { CLAIMS } from './lti-names.ts';
import { resourceIdOf } from './line-item-service.ts';
import { SCORE_MAXIMUM } from './score.ts';
import { targetLink } from './target-link.ts';
import type { ChoiceTicket } from './tickets.ts';

/** A course, or one module of it, that was chosen. */
export interface Chosen {
  readonly courseId: string;
  readonly module: string | null;
  readonly title: string;
}

/** A chosen course as the LMS keeps it (DL 3.1): it opens by its own address and has a column of 100 points. */
function contentItem(publicUrl: string, { courseId, module, title }: Chosen, hasLineItem: boolean): object {
  return {
    type: 'ltiResourceLink',
    title,
    url: targetLink(publicUrl, courseId, module),
    custom: { course: courseId, ...(module !== null && { module }) },
    ...(hasLineItem && {
      lineItem: {
        scoreMaximum: SCORE_MAXIMUM,
        label: title,
        resourceId: resourceIdOf(courseId, module),
        tag: 'schoolbeat',
      },
    }),
  };
}

/** Claims of the answer to a choice (DL 4.5); issuer, audience and times are the signer's. */
export function choiceClaims(
  publicUrl: string,
  { deploymentId, data, acceptsLineItem }: ChoiceTicket,
  chosen: readonly Chosen[],
): Record<string, unknown> {
  return {
    [CLAIMS.messageType]: 'LtiDeepLinkingResponse',
    [CLAIMS.version]: '1.3.0',
    [CLAIMS.deploymentId]: deploymentId,
    [CLAIMS.contentItems]: chosen.map((one) => contentItem(publicUrl, one, acceptsLineItem)),
    ...(data !== null && { [CLAIMS.deepLinkingData]: data }),
  };
}
