import { expect } from 'chai';
import { gradeOf, openLtiJourney, setInPart, type LtiJourney } from '../support/lti-journey.ts';

describe('a course in a frame of an LMS, by LTI', function () {
  this.timeout(180_000);
  let world: LtiJourney;
  before(async () => {
    world = await openLtiJourney();
  });
  after(() => world?.close());

  it('opens without a sign-in where third-party cookies are blocked, and its grade is in the LMS', async () => {
    const context = await world.browser.newContext();
    const plain = { name: 'plain', value: '1', url: world.site.origin, sameSite: 'None', secure: true } as const;
    await context.addCookies([plain]);
    const player = await world.open(context, 'frame');
    // The control: a cookie that is not partitioned is blocked in the same request.
    expect(world.cookies).to.have.length(1);
    expect(world.cookies[0]).to.match(/^sb_lti_[0-9a-f]{16}=[\w-]{43}$/);
    await setInPart(player, 'cmi.core.score.raw', '90');
    await setInPart(player, 'cmi.core.score.max', '100');
    await setInPart(player, 'cmi.core.lesson_status', 'passed');
    const grade = await gradeOf(world, player, 'officer-frame');
    expect(grade).to.include({ activityProgress: 'Completed', scoreGiven: 90, scoreMaximum: 100, count: 1 });
    expect(player.url()).to.not.include('c=');
    await context.close();
  });
});
