import { expect } from 'chai';
import { startState, type ModuleInteraction, type ScenarioBlock } from '../../../server/standards/module/play.ts';
import { localGrader } from '../../../static/scripts/module/grader.ts';
import { noLms } from '../../../static/scripts/module/lms-link.ts';
import { ModulePlay } from '../../../static/scripts/module/module-play.ts';
import { buildModule, buildScenario, buildScenarioKey } from '../../standards/module/module-builder.ts';

/** A play of one scenario, whose runs are taken one after the other. */
function begin(more: Partial<ScenarioBlock>) {
  const block = buildScenario(more);
  const module = buildModule([block]);
  const recorded: ModuleInteraction[] = [];
  const play = new ModulePlay({
    module,
    link: { ...noLms(), record: (interaction) => void recorded.push(interaction) },
    grader: localGrader(module, { moduleId: module.id, blocks: { [block.id]: buildScenarioKey() } }, 'officer'),
    state: startState('en'),
    onSaved: () => undefined,
  });
  const take = async (...choices: string[]): Promise<{ share: number; passed: boolean }> => {
    if (play.scenarioOf(block).hasEnded) play.replay(block, 0);
    for (const choice of choices) await play.choose(block, choice);
    const { share, passed } = play.scenarioOf(block);
    return { share, passed };
  };
  return { take, recorded };
}

describe('the run of a scenario that counts', () => {
  it('is the first that ended, however well it is played again', async () => {
    const { take } = begin({});
    expect(await take('leave')).to.deep.equal({ share: 0, passed: false });
    expect(await take('calm', 'listen')).to.deep.equal({ share: 0, passed: false });
  });

  it('is the best where the source says so, and stays when a worse one follows', async () => {
    const { take } = begin({ counts: 'best' });
    expect(await take('leave')).to.deep.equal({ share: 0, passed: false });
    expect(await take('calm')).to.deep.equal({ share: 0, passed: false });
    expect(await take('calm', 'listen')).to.deep.equal({ share: 1, passed: true });
    expect(await take('leave')).to.deep.equal({ share: 1, passed: true });
  });

  it('changes nothing of what is recorded: the decisions of the first run', async () => {
    const { take, recorded } = begin({ counts: 'best' });
    await take('leave');
    await take('calm', 'listen');
    expect(recorded.map(({ id }) => id)).to.deep.equal(['tip_hall']);
  });
});
