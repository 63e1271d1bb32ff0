import { expect } from 'chai';
import { CHECK_WORDS } from '../../../static/scripts/reports/check-words.ts';

const placeholders = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

describe('the words of the browser check', () => {
  it('says each sentence in another way in Spanish, with the same values and without exclamation marks', () => {
    for (const [name, [english, spanish]] of Object.entries(CHECK_WORDS)) {
      expect(placeholders(spanish), name).to.deep.equal(placeholders(english));
      expect(spanish, name).not.to.equal(english);
      expect(spanish, name).not.to.match(/[¡!]/);
    }
  });
});
