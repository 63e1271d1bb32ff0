import { z } from 'zod';
import type { LaunchLinks } from './launch-link-service.ts';
import { noQuery, operation, type Operation } from './operation.ts';
import { id } from './shared-schemas.ts';

const wanted = z
  .strictObject({
    personId: id,
    courseId: id,
    returnUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .nullable()
      .default(null)
      .describe('Where the person goes from the course; null stays where it is shown.'),
  })
  .meta({ id: 'NewLaunchLink' });

const link = z
  .object({
    code: z.string().describe('Works once, within a minute.'),
    url: z.string().describe('Of the course, for a frame or a window; the code stands behind the #.'),
    doorId: id,
    registrationId: id,
  })
  .meta({ id: 'LaunchLink' });

/** Operations that open courses. */
export function launchOperations(links: LaunchLinks): Operation[] {
  return [
    operation({
      id: 'addLaunchLink',
      method: 'post',
      path: '/launch-links',
      tag: 'Launch links',
      summary: 'Open a course for a person on a page of your own',
      about:
        'Whoever has the link is the person for this one course: make it for somebody whom your page has signed in, and hand it to nobody else. Show it with <schoolbeat-course src="…"> of /component/schoolbeat.js; the page must be among those that the key names.',
      scope: 'launch:create',
      roles: ['administrator'],
      status: 201,
      body: wanted,
      answer: link,
      query: noQuery,
      handle: ({ actor, holder }, { body }) => links.make(actor, holder.keyId, body),
    }),
  ];
}
