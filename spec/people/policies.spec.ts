import { expect } from 'chai';
import { homeOf, requireRole, type Actor, type Role } from '../../server/people/index.ts';
import { sayMoment } from '../../server/platform/index.ts';
import { browserWords } from '../../server/people/account-view.ts';
import { generatePassword } from '../../server/people/generate-password.ts';
import { mayOpenPath } from '../../server/people/role-pages-policy.ts';
import { safeNext } from '../../server/people/next-policy.ts';
import { passwordFault } from '../../server/people/password-policy.ts';
import { initialsOf } from '../../server/people/person-view.ts';
import { networkOf } from '../../server/people/throttle-service.ts';

const owner = { givenName: 'Maria', familyName: 'Reyes', email: 'mreyes@harlow.example' };

const actorWith = (...roles: Role[]): Actor => ({
  personId: 'p',
  agencyId: 'a',
  agencyName: 'Agency',
  organisationType: 'agency',
  locale: 'en',
  timeZone: 'America/Chicago',
  roles,
  name: 'Maria Reyes',
  rank: 'Dep.',
  email: null,
});

describe('requireRole', () => {
  it('passes an actor with one of the roles', () => {
    expect(() => requireRole(actorWith('officer', 'instructor'), 'instructor', 'administrator')).to.not.throw();
  });

  it('refuses everybody else with NOT_ALLOWED, and everybody where no role is named', () => {
    expect(() => requireRole(actorWith('officer'), 'instructor'))
      .to.throw()
      .with.property('code', 'NOT_ALLOWED');
    expect(() => requireRole(actorWith('administrator')))
      .to.throw()
      .with.property('status', 403);
  });
});

describe('homeOf', () => {
  it('prefers the training of an officer to other work', () => {
    expect(homeOf(actorWith('administrator', 'officer'))).to.equal('/my');
    expect(homeOf(actorWith('administrator', 'supervisor'))).to.equal('/overview');
  });

  it('sends a partner to the own training and a director to the district', () => {
    expect(homeOf(actorWith('partner'))).to.equal('/my');
    expect(homeOf({ ...actorWith('director'), organisationType: 'district' })).to.equal('/district');
  });
});

describe('mayOpenPath', () => {
  it('opens to a director what is named for directors, and nothing else', () => {
    const director = { ...actorWith('director'), organisationType: 'district' as const };
    const open = ['/', '/account', '/account/agency', '/district', '/schools/x', '/notices'].filter((path) =>
      mayOpenPath(director, path),
    );
    expect(open).to.have.lengthOf(6);
    const closed = ['/my', '/catalog', '/launches', '/officers', '/districts', '/admin', '/District', '/%64istrict'];
    expect(closed.filter((path) => mayOpenPath(director, path))).to.deep.equal([]);
  });

  it('opens to a partner the own training, and everything to whom has another role too', () => {
    expect(mayOpenPath(actorWith('partner'), '/my/history')).to.equal(true);
    expect(mayOpenPath(actorWith('partner'), '/outside/new')).to.equal(true);
    expect(mayOpenPath(actorWith('partner'), '/catalog')).to.equal(false);
    expect(mayOpenPath(actorWith('partner', 'officer'), '/catalog')).to.equal(true);
  });
});

describe('passwordFault', () => {
  const refused: Record<string, string> = {
    'eleven characters': 'k3mq-h7wd-2',
    'eleven characters of two code units each': '😀😁😂🤣😃😄😅😆😉😊😋',
    'more than 200 characters': 'k3mq-h7wd-2x'.repeat(20),
    'four different characters': 'aabbccddaabb',
    'one word again and again': 'summerbreezesummerbreeze',
    'a common password': 'qwertyuiopasdf',
    'a common password in capitals': 'QWERTYUIOPASDF',
    'a common stem with digits': 'Password!2026',
    'a common stem with more digits': 'welcome-123456',
    'the given name': 'orbit maria 47 lantern',
    'the family name in full-width letters': 'orbit Ｒｅｙｅｓ lantern',
    'the name of the mailbox': 'xx-mreyes-2026',
  };
  for (const [words, password] of Object.entries(refused)) {
    it(`refuses ${words}`, () => expect(passwordFault(password, owner)).to.be.a('string'));
  }

  it('accepts unrelated words, any letters, and what the generator makes', () => {
    for (const password of ['lantern orbit maple', 'čtyři žluté kočky', generatePassword(), generatePassword()]) {
      expect(passwordFault(password, owner), password).to.equal(null);
    }
  });

  it('lets short names stand inside a password', () => {
    expect(passwordFault('cinnamon leeward 93', { givenName: 'Al', familyName: 'Lee', email: null })).to.equal(null);
  });
});

describe('safeNext', () => {
  it('keeps paths of this site with their query', () => {
    for (const next of ['/my', '/courses/01jd?tab=2', '/admin/people?search=re%20y', '/x?to=https://other.example']) {
      expect(safeNext(next)).to.equal(next);
    }
  });

  it('turns everything else into the front door', () => {
    const elsewhere = [
      undefined,
      ['/my'],
      '',
      'my',
      'https://other.example/',
      '//other.example/',
      '/\\other.example',
      '\\\\other.example',
      '/%2f/other.example',
      '/%5Cother.example',
      '/a/..//other.example',
      '/\t/other.example',
      '/my\r\nSet-Cookie: a=b',
      'javascript:alert(1)',
      '/login?next=/my',
      '/logout',
      '/reset/abc',
      `/${'a'.repeat(600)}`,
    ];
    for (const next of elsewhere) expect(safeNext(next), String(next)).to.equal('/');
  });
});

describe('networkOf', () => {
  it('takes the 64 bits of an IPv6 network together and an IPv4 address alone', () => {
    expect(networkOf('203.0.113.9')).to.equal('203.0.113.9');
    expect(networkOf('::ffff:203.0.113.9')).to.equal('203.0.113.9');
    expect(networkOf('2001:db8:1:2:3:4:5:6')).to.equal('2001:db8:1:2');
    expect(networkOf('2001:db8:1:2::9')).to.equal('2001:db8:1:2');
    expect(networkOf('2001:db8::9')).to.equal('2001:db8:0:0');
    expect(networkOf('::1')).to.equal('0:0:0:0');
  });
});

describe('words for people and browsers', () => {
  it('names the browser and the system of a user agent', () => {
    expect(browserWords('Mozilla/5.0 (Windows NT 10.0) Chrome/147.0 Safari/537.36 Edg/147.0')).to.equal(
      'Edge on Windows',
    );
    expect(browserWords('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1')).to.equal(
      'Safari on iPhone',
    );
    expect(browserWords('curl/8')).to.equal('A browser');
  });

  it('shows a moment in the time zone of the agency', () => {
    const at = new Date('2026-11-23T16:42:00Z');
    expect(sayMoment('en', 'America/Chicago', at)).to.equal('Nov 23, 2026, 10:42 AM');
  });

  it('makes initials of whole letters, one where a person has one name', () => {
    expect(initialsOf({ givenName: 'maria', familyName: 'Reyes', rank: '' })).to.equal('MR');
    expect(initialsOf({ givenName: '𝔸da', familyName: '', rank: '' })).to.equal('𝔸');
  });
});
