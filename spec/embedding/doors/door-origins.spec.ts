import { expect } from 'chai';
import { originsInput, readOrigins } from '../../../server/embedding/doors/door-origins.ts';

describe('the sites of a door', () => {
  it('takes any address of a site for the site, each once', () => {
    const typed = 'https://lms.example/course/7?x=1\nhttps://lms.example, http://intranet:8080/';
    expect(originsInput.parse(typed)).to.deep.equal(['https://lms.example', 'http://intranet:8080']);
    expect(originsInput.parse(undefined)).to.deep.equal([]);
  });

  it('names what is no web address, and what would say more than an origin', () => {
    for (const typed of ['lms.example', 'javascript:alert(1)', "'self'", '*', 'https://']) {
      const { success, error } = originsInput.safeParse(`https://lms.example ${typed}`);
      expect(success, typed).to.equal(false);
      expect(error?.issues[0]?.message, typed).to.include(typed);
    }
  });

  it('reads what is stored', () => {
    expect(readOrigins('["https://lms.example"]')).to.deep.equal(['https://lms.example']);
  });
});
