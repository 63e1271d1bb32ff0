import { mainOf, type BuildPolicy, type BuildTarget, type BuiltModule } from './build-target.ts';
import { escapeJson, escapeXml } from './xml-text.ts';

/** What the page of a module hands to the run-time, in a script element that is data. */
export interface ModulePageData {
  readonly target: BuildTarget;
  readonly incompleteUntilPassed: boolean;
  /** A language each, the course's own first; `key` is null where the server grades. */
  readonly languages: readonly { readonly module: unknown; readonly key: unknown }[];
}

/** The page of one module: no inline code or style; before the script has loaded it says what it is. */
export function modulePage(built: BuiltModule, target: BuildTarget, policy: BuildPolicy): string {
  const module = mainOf(built);
  const data: ModulePageData = {
    target,
    incompleteUntilPassed: policy.incompleteUntilPassed,
    languages: built.languages.map((pair) => ({ module: pair.module, key: target === 'own' ? null : pair.key })),
  };
  return `<!doctype html>
<html lang="${module.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(module.title)}</title>
<link rel="stylesheet" href="assets/module.css">
<script src="assets/module.js" defer></script>
<script type="application/json" id="module-data">${escapeJson(data)}</script>
</head>
<body class="module">
<main class="sheet" id="module">
<h1>${escapeXml(module.title)}</h1>
<p class="lede">${escapeXml(module.summary)}</p>
<noscript><p>This module needs JavaScript. Switch it on in the browser and load the page again.</p></noscript>
</main>
</body>
</html>
`;
}

/** File of a module in the package. */
export function pageOf({ id }: BuiltModule): string {
  return `${id}.html`;
}
