import Handlebars from 'handlebars';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Assets, Views } from '../contract.ts';
import { AppError } from '../errors/app-error.ts';
import { localeOf, say } from '../i18n/say.ts';
import { platformHelpers } from './helpers/index.ts';

/** A named helper of templates: plain values in, text or a safe string out. */
export type ViewHelper = (...values: unknown[]) => unknown;

/** Where the templates lie and what they may call. */
export interface ViewOptions {
  readonly directory: string;
  readonly assets: Assets;
  /** Helpers beside the platform's own. */
  readonly helpers?: Readonly<Record<string, ViewHelper>>;
}

const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup'];

/**
 * Compiles every template below the directory once, on a Handlebars instance of its own. Any template is a partial by
 * its name (`layouts/app`). A missing name throws when rendered, an unknown helper already here.
 */
export function createViews({ directory, assets, helpers = {} }: ViewOptions): Views {
  const handlebars = Handlebars.create();
  const own = { ...platformHelpers(assets), ...helpers };
  const names = [...BUILT_IN, 't', ...Object.keys(own)];
  const options: CompileOptions = {
    strict: true,
    knownHelpers: Object.fromEntries(names.map((name) => [name, true])),
    knownHelpersOnly: true,
  };
  for (const [name, helper] of Object.entries(own)) handlebars.registerHelper(name, withoutOptions(helper));
  handlebars.registerHelper('t', translate);
  const templates = new Map<string, HandlebarsTemplateDelegate>();
  for (const name of templateNames(directory)) {
    const source = readFileSync(join(directory, `${name}.hbs`), 'utf8');
    checkTemplate(handlebars, name, source, options);
    const template = handlebars.compile(source, options);
    templates.set(name, template);
    handlebars.registerPartial(name, template);
  }
  return {
    render(name, model) {
      const template = templates.get(name);
      if (template === undefined) throw new AppError('VIEW_UNKNOWN', 500, `There is no view ${name}.`);
      return template(model);
    },
  };
}

/** Names of all templates below a directory, `<room>/<page>`, sorted. */
export function templateNames(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => file.slice(0, -'.hbs'.length).split(sep).join('/'))
    .sort();
}

/** `compile` is lazy: a fault in a rare page would otherwise wait for its first visitor. */
function checkTemplate(handlebars: typeof Handlebars, name: string, source: string, options: CompileOptions): void {
  try {
    handlebars.precompile(source, options);
  } catch (cause) {
    throw new AppError('VIEW_INVALID', 500, `The view ${name} does not compile.`, {}, { cause });
  }
}

/** `{{t 'Due on {day}' day=dueDay}}`: a sentence in the language of the page (`page.lang` of the model). */
function translate(english: string, { hash, data }: Handlebars.HelperOptions): string {
  const root: unknown = data?.root;
  const page: unknown = typeof root === 'object' && root !== null && 'page' in root ? root.page : null;
  const lang = typeof page === 'object' && page !== null && 'lang' in page ? String(page.lang) : 'en';
  return say(localeOf(lang), english, hash);
}

/** Helpers see their values only, not the options object that Handlebars adds at the end. */
const withoutOptions =
  (helper: ViewHelper): Handlebars.HelperDelegate =>
  (...values: unknown[]) =>
    helper(...values.slice(0, -1));
