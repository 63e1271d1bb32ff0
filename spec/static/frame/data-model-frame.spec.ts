import { expect } from 'chai';
import * as build from 'scorm-again/scorm2004';
import { standardLimits, validateRecord } from '../../../server/standards/scorm2004/index.ts';
import type { Api1484 } from '../../../server/standards/scorm2004/index.ts';
import { openCmiModel, scormAgainClass } from '../../../static/scripts/frame/cmi-model.ts';
import { createPlayer2004 } from '../../../static/scripts/frame/play-2004.ts';
import { buildCourse2004, buildSco } from '../../support/attempts.ts';
import { buildLaunch, FrameWorld, settle } from '../../support/frame-world.ts';
import { CHAPTERS } from '../../standards/scorm2004/steps/chapters.ts';
import { playSteps, writeSteps } from '../../standards/scorm2004/steps/step-writer.ts';

const make = scormAgainClass(build, 'Scorm2004API');

describe('the API object that a SCO finds, with scorm-again behind it', () => {
  const limits = standardLimits('2004-4th');
  const activity = buildSco('a');

  it('answers every step of the data model as our own does, and tells a record that the server takes whole', async () => {
    const launch = buildLaunch(buildCourse2004([activity, buildSco('b')]), { limits });
    const world = new FrameWorld<Api1484>(launch, createPlayer2004, (stored) => openCmiModel(make, stored));
    world.onShow = (api) => void api.Initialize('');
    await world.start();
    expect(playSteps(world.api, writeSteps(CHAPTERS))).to.deep.equal([]);
    expect(world.api.SetValue('adl.nav.request', '_none_')).to.equal('true');
    expect([world.api.Commit(''), world.api.Terminate(''), world.api.GetLastError()]).to.deep.equal([
      'true',
      'true',
      '0',
    ]);
    await settle();
    const { record, final } = world.lastChange;
    expect(final).to.equal(true);
    expect(Object.keys(record).length).to.be.greaterThan(700);
    expect(validateRecord(record, { edition: '2004-4th', activity, limits }).rejected).to.deep.equal([]);
  }).timeout(120_000);
});
