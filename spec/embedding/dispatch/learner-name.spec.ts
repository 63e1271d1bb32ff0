import { expect } from 'chai';
import { readLearnerName } from '../../../server/embedding/dispatch/learner-name.ts';

describe('the name that an LMS gives', () => {
  const cases: [text: string, givenName: string, familyName: string][] = [
    ['Reyes, Maria', 'Maria', 'Reyes'],
    ['Reyes,Maria, Sgt.', 'Maria, Sgt.', 'Reyes'],
    ['Maria Reyes', 'Maria Reyes', ''],
    ['Reyes,', 'Reyes', ''],
    ['', '', ''],
    ['Re\u0000yes,\nMaria', 'Maria', 'Re yes'],
  ];
  for (const [text, givenName, familyName] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => expect(readLearnerName(text)).to.deep.equal({ givenName, familyName }));
  }
});
