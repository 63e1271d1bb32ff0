import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localeTold } from '../../../server/embedding/lti/locale-told.ts';
import { spanish } from '../../../server/platform/i18n/es/index.ts';
import { ROOT, sourceFiles } from '../../architecture/rooms.ts';
import { forEachDatabase } from '../../support/databases.ts';
import type { Difference } from '../../support/lti-platform.ts';
import { openLtiWorld, type LtiWorld } from '../../support/lti-world.ts';

const PRESENTATION = 'https://purl.imsglobal.org/spec/lti/claim/launch_presentation';
const VERSION = 'https://purl.imsglobal.org/spec/lti/claim/version';
/** What speaks to administrators, to other servers or to the log. */
const DESK =
  /lti-desk|line-item|next-link|platform-answer|registration-|register-|roster|access-token|tool-keys|send-grade|check-connection|grade-|teach-view|choose-view|lti.index/;

const inSpanish: Difference = { claims: { [PRESENTATION]: { locale: 'es-MX' } } };
const tokenOf = (claims: unknown): string => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;

describe('the language that an LMS names', () => {
  it('is read whatever its region, and is none where it is none of ours or the message is no message', () => {
    const of = (locale: unknown): string | null => localeTold(tokenOf({ [PRESENTATION]: { locale } }));
    expect(['es', 'es-MX', 'ES_us', 'en-GB', 'fr-CA', '', 7, null].map(of)).to.deep.equal([
      'es',
      'es',
      'es',
      'en',
      null,
      null,
      null,
      null,
    ]);
    expect(['', 'x', 'a.b.c', tokenOf([]), tokenOf({ [PRESENTATION]: null })].map(localeTold)).to.deep.equal(
      Array.from({ length: 5 }, () => null),
    );
  });

  it('has every sentence of a launch: its steps, its refusals and what to do', () => {
    const sources = sourceFiles('server/embedding/lti').filter((file) => !DESK.test(file));
    const said = sources.flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const sentences = [...text.matchAll(/'([A-Z][a-zA-Z]* [^']*[.?])'/g)];
      const labels = [...text.matchAll(/(?:heading|label|title): '([^']+)'/g)];
      return [...sentences, ...labels].map(([, sentence]) => sentence ?? '');
    });
    expect(said).to.have.length.above(50);
    const untold = new Set(['Add a course']);
    const missing = [...new Set(said)].filter((sentence) => spanish[sentence] === undefined && !untold.has(sentence));
    expect(missing).to.deep.equal([]);
  });
});

forEachDatabase((make) => {
  describe('a launch for somebody who reads Spanish', () => {
    let world: LtiWorld;
    before(async () => {
      world = await openLtiWorld(await make());
    });
    after(() => world.close());

    it('is refused in Spanish where the LMS names it, whatever the browser asks for', async () => {
      const claims = { [PRESENTATION]: { locale: 'es-MX' }, [VERSION]: '1.1' };
      const { text } = await world.launch({ claims }).then((answer) => answer);
      expect(text).to.include('<html lang="es"').and.to.include('El mensaje no dice que es de LTI 1.3.0.');
      expect(text).to.include('El curso no se abrió').and.to.include('Vuelva a su LMS y abra el curso otra vez.');
    });

    it('is refused in Spanish where the browser asks for it and the LMS names nothing', async () => {
      const begun = await world.begin();
      const fields = await world.message(begun, { claims: { [VERSION]: '1.1' } });
      const { text } = await world.post(fields, begun.cookie).set('accept-language', 'es-US,es;q=0.9');
      expect(text).to.include('<html lang="es"').and.to.include('LTI_VERSION_WRONG');
    });

    it('is told in English where the LMS names English, whatever the browser asks for', async () => {
      const begun = await world.begin();
      const claims = { [PRESENTATION]: { locale: 'en-US' }, [VERSION]: '1.1' };
      const { text } = await world
        .post(await world.message(begun, { claims }), begun.cookie)
        .set('accept-language', 'es');
      expect(text).to.include('<html lang="en"').and.to.include('The message does not say that it is of LTI 1.3.0.');
    });

    it('names the deployment in the Spanish sentence as in the English one', async () => {
      const deployment = { 'https://purl.imsglobal.org/spec/lti/claim/deployment_id': 'branch <2>' };
      const { text } = await world.launch({ claims: { ...deployment, [PRESENTATION]: { locale: 'es' } } });
      expect(text).to.include('(deployment branch &lt;2&gt;)').and.to.include('Un administrador de su agencia');
    });

    it('opens the course and its page in Spanish', async () => {
      const launched = await world.launch(inSpanish);
      const location = String(launched.headers['location']);
      expect(location).to.match(/\/doors\/\w+\/play\?lang=es#c=/);
      const page = await world.desk.get(location.split('#')[0] ?? '').expect(200);
      expect(page.text).to.include('<html lang="es"');
    });

    it('is offered a new window in Spanish where the browser keeps nothing', async () => {
      const begun = await world.begin();
      const { text } = await world.post(await world.message(begun, inSpanish), '');
      expect(text).to.include('Abrir en una ventana nueva').and.to.include('se abre en su propia ventana');
    });
  });
});
