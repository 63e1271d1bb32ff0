import { expect } from 'chai';
import request from 'supertest';
import { AppError, type Platform } from '../../server/platform/index.ts';
import { startRoutes, type StartRoutesDeps } from '../../server/player/start-routes.ts';
import { onSqlite } from '../support/databases.ts';
import { buildPlatform } from '../support/platform.ts';
import { buildActor, siteOf } from '../support/report-site.ts';

const registrations: StartRoutesDeps['registrations'] = {
  ensureRegistration: async (actor, courseId, door) => {
    if (courseId !== 'course1') throw new AppError('COURSE_NOT_FOUND', 404, 'There is no such course.');
    return Promise.resolve({ id: `${actor.personId}-${door ?? ''}` });
  },
};
describe('starting a course', () => {
  let platform: Platform;
  onSqlite((make) => {
    before(async () => {
      platform = await buildPlatform(await make());
    });
  });
  const post = (path: string, actor: ReturnType<typeof buildActor> | null = buildActor()) =>
    request(siteOf(platform, startRoutes({ registrations }), actor, '/lms'))
      .post(`/lms${path}`)
      .set('Sec-Fetch-Site', 'same-origin');

  it('asks to sign in first', async () => {
    await post('/courses/course1/start', null).set('Accept', 'application/json').expect(401);
  });

  it('refuses a form of another site', async () => {
    const answer = await post('/courses/course1/start')
      .set('Sec-Fetch-Site', 'same-site')
      .set('Accept', 'application/json')
      .expect(403);
    expect(answer.body).to.include({ code: 'CROSS_ORIGIN' });
  });

  it('refuses fields that it does not know how to read', async () => {
    await post('/courses/course1/start').type('form').send({ again: 'maybe' }).expect(422);
  });

  it('does not find a course of another agency', async () => {
    await post('/courses/other/start').expect(404);
  });

  it('opens the player below the mount path', async () => {
    const answer = await post('/courses/course1/start').expect(303);
    expect(answer.headers['location']).to.equal('/lms/play/person1-catalogue');
  });

  it('asks for a new attempt when the person takes the course again', async () => {
    const answer = await post('/courses/course1/start').type('form').send({ again: '1' }).expect(303);
    expect(answer.headers['location']).to.equal('/lms/play/person1-catalogue?again=1');
  });
});
