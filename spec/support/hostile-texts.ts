/** Set by whatever runs: a canary on the page, or nothing where all is well. */
const RUN = "document.documentElement.dataset.pwned='1'";

/** One line of everything that somebody would want to run: script, handlebars, YAML, formula, SQL, right to left. */
export const HOSTILE_LINE = `=1+1 <script>${RUN}</script><img src=x onerror="${RUN}">{{constructor}}{{{x}}}{{> y}} &a *b !!js/f # \u202Egnp\u202C '--`;

/** Several lines, as a textarea sends them. */
export const HOSTILE_LINES = [
  '@SUM(A1) </textarea></title></style></script>--><svg onload=alert(1)>',
  '%YAML 1.1',
  '--- !!js/function "x"',
  '- ? &a [*a, {b: |',
  '...',
  '[x](javascript:alert(1)) ![y](data:text/html,<script>alert(1)</script>) `{{json page}}` ${7*7}',
  '\u2066isolate\u2069 separator\u2028\u2029 byte order \uFEFF mark \u{1F6A8} e\u0301',
].join('\r\n');

/** What YAML writes only escaped, XML not at all, and no person types. */
export const CONTROLS = 'bell \u0007 escape \u001B[31m delete \u007F next \u0085 end';

/** No database takes it in a text. */
export const NUL = 'nul \0 end';

/** What stands in no page of ours as it was typed: the beginning of each thing that would run. */
export const RAW = /<script>document|<img src=x|<svg onload|<script>alert|href="(?:javascript|data):|<[^>]*\sonerror=/i;
