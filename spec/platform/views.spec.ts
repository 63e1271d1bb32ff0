import { expect } from 'chai';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, createAssets, createViews, type Views } from '../../server/platform/index.ts';
import { scratchPath } from '../support/databases.ts';

const assets = createAssets({ directory: '/nowhere', unbuilt: true });

/** Views made of the templates given. */
async function viewsOf(templates: Record<string, string>): Promise<Views> {
  const directory = await scratchPath('views');
  for (const [name, source] of Object.entries(templates)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, `${name}.hbs`), source);
  }
  return createViews({ directory, assets, helpers: { shout: (word) => String(word).toUpperCase() } });
}

const codeOf = (act: () => unknown): string => {
  try {
    return String(act());
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe('templates', () => {
  it('put a page into its layout, with blocks of the page', async () => {
    const views = await viewsOf({
      'layouts/app': '<title>{{page.title}}</title>{{#> head}}none{{/head}}<main>{{> @partial-block}}</main>',
      'room/page': '{{#> layouts/app}}{{#*inline "head"}}<link>{{/inline}}<h1>{{name}}</h1>{{/layouts/app}}',
      'room/plain': '{{#> layouts/app}}x{{/layouts/app}}',
    });
    const page = { title: 'T' };
    expect(views.render('room/page', { page, name: 'A & B' })).to.equal(
      '<title>T</title><link><main><h1>A &amp; B</h1></main>',
    );
    expect(views.render('room/plain', { page })).to.equal('<title>T</title>none<main>x</main>');
  });

  it('throws on a missing name and stays silent under if', async () => {
    const views = await viewsOf({ 'a/b': '{{name}}', 'a/c': '{{#if name}}x{{/if}}.' });
    expect(codeOf(() => views.render('a/b', {}))).to.match(/"name" not defined/);
    expect(views.render('a/c', {})).to.equal('.');
    expect(codeOf(() => views.render('a/none', {}))).to.equal('VIEW_UNKNOWN');
  });

  it('throws at the start on a template that does not compile or calls an unknown helper', async () => {
    for (const source of ['{{#if a}}', '{{unknown a b}}']) {
      expect(
        await viewsOf({ 'a/b': source }).then(
          () => 'made',
          (error: AppError) => error.code,
        ),
      ).to.equal('VIEW_INVALID');
    }
  });

  it('escapes JSON for a script element', async () => {
    const views = await viewsOf({ 'a/b': '<script type="application/json">{{json data}}</script>' });
    const data = { text: '</script><!-- & \u2028\u2029' };
    const html = views.render('a/b', { data });
    const inside = html.slice('<script type="application/json">'.length, -'</script>'.length);
    expect(inside).to.not.match(/[<>&\u2028\u2029]/);
    expect(JSON.parse(inside)).to.deep.equal(data);
  });

  const cases: readonly (readonly [string, object, string])[] = [
    ["{{asset 'styles/app.css'}}", {}, 'assets/styles/app.css'],
    ["{{icon 'alert'}}", {}, '<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-alert"/></svg>'],
    [
      '{{icon name}}',
      { name: '"><script>' },
      '<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-script"/></svg>',
    ],
    ['{{percent}} {{number}} {{date}}', { percent: 55, number: 2, date: 'Nov 23' }, '55 2 Nov 23'],
    ["{{#if (eq state 'draft')}}yes{{else}}no{{/if}}", { state: 'draft' }, 'yes'],
    ["{{shout 'a'}}", {}, 'A'],
  ];
  for (const [template, model, expected] of cases) {
    it(`renders ${template} as ${expected === '' ? 'nothing' : expected}`, async () => {
      expect((await viewsOf({ 'a/b': template })).render('a/b', model)).to.equal(expected);
    });
  }
});

describe('built files', () => {
  it('are named by the manifest, and no other file of the folder is', async () => {
    const directory = await scratchPath('static');
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'manifest.json'), JSON.stringify({ 'styles/app.css': 'styles/app.AB12CD34.css' }));
    const built = createAssets({ directory });
    expect(built.path('styles/app.css')).to.equal('assets/styles/app.AB12CD34.css');
    expect(built.file('styles/app.AB12CD34.css')).to.equal(join(directory, 'styles/app.AB12CD34.css'));
    expect(built.file('manifest.json')).to.equal(null);
    expect(built.file('../manifest.json')).to.equal(null);
    expect(codeOf(() => built.path('styles/none.css'))).to.equal('ASSET_UNKNOWN');
    expect(codeOf(() => createAssets({ directory: '/nowhere' }))).to.equal('ASSETS_MISSING');
  });
});
