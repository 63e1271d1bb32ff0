import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say, wordsOf } from '../../../static/scripts/player/words.ts';
import { ROOT } from '../../architecture/rooms.ts';

const english = Object.entries(wordsOf('en'));
const spanish = new Map(Object.entries(wordsOf('es')));
const values = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

describe('the words of the player', () => {
  it('has the same keys in both languages, with the same values to fill in', () => {
    expect([...spanish.keys()]).to.deep.equal(english.map(([key]) => key));
    for (const [key, sentence] of english) expect(values(spanish.get(key) ?? ''), key).to.deep.equal(values(sentence));
  });

  it('says every sentence of several words in another one, without exclamation marks', () => {
    const several = english.filter(([, sentence]) => / /.test(sentence) && sentence !== '{minutes} min');
    expect(several.filter(([key, sentence]) => spanish.get(key) === sentence)).to.deep.equal([]);
    expect([...spanish.values()].filter((sentence) => /[¡!]/.test(sentence) || sentence === '')).to.deep.equal([]);
  });

  it('goes by the language of the page, English for any other', () => {
    expect(wordsOf('es').saving).to.equal('Guardando');
    expect(wordsOf('fr').saving).to.equal('Saving');
    expect(say(wordsOf('es').doneOf, { done: 1, of: 3 })).to.equal('1 de 3 hechas');
  });

  it('leaves no sentence to the scripts themselves', () => {
    const folder = join(ROOT, 'static/scripts/player');
    const told = readdirSync(folder)
      .filter((file) => !file.startsWith('words'))
      .flatMap((file) => {
        const code = readFileSync(join(folder, file), 'utf8').split('\n');
        return code.filter((line) => /['`][A-Z][a-z]+ [a-z]/.test(line) && !/\bError\(|^\s*(?:\/?\*|\/\/)/.test(line));
      });
    expect(told).to.deep.equal([]);
  });
});
