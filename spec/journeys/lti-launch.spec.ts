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
    const open = await world.newContext();
    await world.open(open, 'frame', { subject: 'officer-open', cookies: 'allowed' });
    // The control: where nothing is blocked a cookie that is not partitioned comes with the launch.
    expect(world.cookies.splice(0)).to.have.length(1).and.to.have.nested.property('[0]').that.includes('canary=1');
    await open.close();
    const context = await world.newContext();
    const player = await world.open(context, 'frame');
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
