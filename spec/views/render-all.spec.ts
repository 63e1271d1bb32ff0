import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createViews, templateNames, type Assets, type Views } from '../../server/platform/index.ts';
import type { Sample } from './sample.ts';
import { samples as agencies } from './samples/agencies.ts';
import { samples as answers } from './samples/answers.ts';
import { samples as api } from './samples/api.ts';
import { samples as authoring } from './samples/authoring.ts';
import { samples as authoringBanks } from './samples/authoring-banks.ts';
import { samples as authoringMedia } from './samples/authoring-media.ts';
import { samples as bring } from './samples/bring.ts';
import { samples as scenarios } from './samples/scenarios.ts';
import { samples as certs } from './samples/certs.ts';
import { samples as desk } from './samples/desk.ts';
import { samples as dispatch } from './samples/dispatch.ts';
import { samples as embedding } from './samples/embedding.ts';
import { samples as grading } from './samples/grading.ts';
import { samples as lti } from './samples/lti.ts';
import { samples as flow } from './samples/flow.ts';
import { samples as errors } from './samples/errors.ts';
import { samples as packages } from './samples/packages.ts';
import { samples as people } from './samples/people.ts';
import { samples as player } from './samples/player.ts';
import { samples as reports } from './samples/reports.ts';
import { samples as retention } from './samples/retention.ts';
import { samples as rules } from './samples/rules.ts';
import { samples as toolbox } from './samples/toolbox.ts';

const ROOT = join(import.meta.dirname, '../..');
const VIEWS = join(ROOT, 'views');

const templates = templateNames(VIEWS);
const pages = templates.filter((name) => !/^(layouts|partials)\//.test(name));
const samples: readonly Sample[] = [
  ...agencies,
  ...answers,
  ...api,
  ...authoring,
  ...authoringBanks,
  ...authoringMedia,
  ...bring,
  ...scenarios,
  ...certs,
  ...desk,
  ...dispatch,
  ...embedding,
  ...lti,
  ...errors,
  ...grading,
  ...flow,
  ...packages,
  ...people,
  ...player,
  ...reports,
  ...retention,
  ...rules,
  ...toolbox,
];

/** Source of a built file: `scripts/x-page.js` is made of a .ts, fonts come from their packages. */
function sourceExists(asset: string): boolean {
  if (asset.startsWith('fonts/')) return /^fonts\/(bitter|public-sans)-latin-wght-normal\.woff2$/.test(asset);
  return existsSync(join(ROOT, 'static', asset.replace(/\.js$/, '.ts')));
}

/** Words of a page without its tags. */
function textOf(html: string): string {
  return html.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ');
}

describe('the views', () => {
  const asked = new Set<string>();
  const assets: Assets = {
    path(name) {
      asked.add(name);
      return `assets/${name}`;
    },
    file: () => null,
    packed: () => null,
  };
  let views: Views;
  before(() => {
    views = createViews({ directory: VIEWS, assets });
  });

  it('gives every page a sample', () => {
    const shown = new Set(samples.map(({ view }) => view));
    expect(pages.filter((name) => !shown.has(name))).to.deep.equal([]);
  });

  it('knows no sample without a page', () => {
    expect(samples.map(({ view }) => view).filter((view) => !pages.includes(view))).to.deep.equal([]);
  });

  it('uses every layout and partial', () => {
    const sources = templates.map((name) => readFileSync(join(VIEWS, `${name}.hbs`), 'utf8')).join('\n');
    const shared = templates.filter((name) => !pages.includes(name));
    expect(shared.filter((name) => !new RegExp(`\\{\\{[#>]+\\s*${name}\\b`).test(sources))).to.deep.equal([]);
  });

  it('prints nothing unescaped', () => {
    const raw = templates.filter((name) => /\{\{\{|\{\{&/.test(readFileSync(join(VIEWS, `${name}.hbs`), 'utf8')));
    expect(raw).to.deep.equal([]);
  });

  for (const { view, state, model } of samples) {
    it(`renders ${view}: ${state}`, () => {
      const html = views.render(view, model);
      expect(html.match(/<h1[ >]/g), 'one h1').to.have.length(1);
      expect(html.match(/<main[ >]/g), 'one main').to.have.length(1);
      expect(html, 'no inline style').not.to.match(/<[^>]+\sstyle\s*=|<style/);
      expect(html, 'no inline handler').not.to.match(/<[^>]+\son[a-z]+\s*=/);
      expect(html, 'no inline script').not.to.match(/<script(?![^>]*(\bsrc=|type="application\/json"))[^>]*>/);
      expect(html, 'no printed object').not.to.match(/\[object |>undefined<|>NaN|Invalid Date/);
      expect(textOf(html), 'no exclamation marks').not.to.contain('!');
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(ids, 'unique ids').to.have.length(new Set(ids).size);
      const symbols = [...html.matchAll(/<use href="#([^"]+)"/g)].map(([, id]) => id ?? '');
      expect(
        symbols.filter((id) => !ids.includes(id)),
        'known icons',
      ).to.deep.equal([]);
    });
  }

  it('asks only for files that the build makes', () => {
    for (const { view, model } of samples) views.render(view, model);
    expect([...asked].filter((name) => !sourceExists(name))).to.deep.equal([]);
  });
});
