import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { CourseStructure } from '../../../server/standards/course-structure.ts';
import { readManifest2004 } from '../../../server/standards/scorm2004/index.ts';
import { parseXml } from '../../support/xml.ts';
import { readZip } from '../../support/zip.ts';
import { playCase } from './adl-case.ts';
import type { AdlRules, AdlScript } from './adl-case.ts';
import { newPerson } from './headless-player.ts';
import type { PersonStore } from './headless-player.ts';

const SUITE = resolve('..', 'shared', 'scorm');
const CASES = join(SUITE, 'adl2004');
const CHAINS = [
  ['CO-07a', 'CO-07b'],
  ['OB-03a', 'OB-03b', 'OB-03c'],
  ['OB-08a', 'OB-08b'],
  ['OB-09a', 'OB-09b'],
  ['SX-11a', 'SX-11b', 'SX-11c'],
];

describe('the LMS conformance cases of SCORM 2004 4th Edition, without a browser', () => {
  const scripts = existsSync(CASES) ? readScripts() : [];
  const courses = new Map<string, CourseStructure>();
  const people = new Map<string, PersonStore>();
  let rules: AdlRules;

  before(async function loadSuite() {
    if (scripts.length === 0) this.skip();
    for (const file of readdirSync(CASES).filter((name) => name.endsWith('.zip'))) {
      const manifest = (await readZip(join(CASES, file))).get('imsmanifest.xml');
      const { structure } = readManifest2004(parseXml(manifest ?? new Uint8Array()));
      if (structure !== null) courses.set(file.replace('.zip', ''), structure);
    }
    const [judge, next] = await Promise.all([loadHarness('judge-2004.mjs'), loadHarness('next.mjs')]);
    rules = { judgeStep: judge.judgeStep, planFor: next.planFor, target: next.target };
  });

  if (scripts.length === 0) it('plays the suite, which this machine does not have');
  for (const script of scripts) {
    it(`plays ${script.case}`, () => {
      const chain = CHAINS.find((one) => one.includes(script.case)) ?? [script.case];
      const key = chain[0] ?? script.case;
      const person = chain[0] === script.case ? newPerson() : (people.get(key) ?? newPerson());
      people.set(key, person);
      expect(playCase(script, courses, person, rules)).to.deep.equal([]);
      expect(person.disagreements, 'browser and server').to.deep.equal([]);
    });
  }
});

/** A module of the suite's own harness. */
async function loadHarness(name: string): Promise<AdlRules> {
  const loaded: AdlRules = await import(pathToFileURL(join(SUITE, 'harness', 'lib', name)).href);
  return loaded;
}

function readScripts(): AdlScript[] {
  return readdirSync(CASES)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name): AdlScript => JSON.parse(readFileSync(join(CASES, name), 'utf8')))
    .filter((script) => Array.isArray(script.visits));
}
