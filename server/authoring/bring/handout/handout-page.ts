import { escapeJson, escapeXml } from '../../build/xml-text.ts';

/** What becomes a course of one page. */
export interface Handout {
  readonly title: string;
  readonly language: string;
  readonly content:
    | { readonly kind: 'pdf'; readonly pages: number }
    | { readonly kind: 'film'; readonly type: 'mp4' | 'webm'; readonly hasCaptions: boolean };
}

/** Where the file itself lies in the package. */
export function mediaPathOf({ content }: Handout): string {
  return content.kind === 'pdf' ? 'media/document.pdf' : `media/film.${content.type}`;
}

/** Captions of a film in the package. */
export const CAPTIONS_PATH = 'media/captions.vtt';

/** The page that shows it; before the script has loaded it offers the file itself. */
export function handoutPage(handout: Handout): string {
  const { title, language, content } = handout;
  const media = mediaPathOf(handout);
  const data =
    content.kind === 'pdf'
      ? { kind: 'pdf', title, language, src: media, pages: content.pages }
      : { kind: 'film', title, language, src: media, captions: content.hasCaptions ? CAPTIONS_PATH : null };
  const script = content.kind === 'pdf' ? 'assets/document.js' : 'assets/film.js';
  const noun = content.kind === 'pdf' ? 'document' : 'film';
  return `<!doctype html>
<html lang="${escapeXml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)}</title>
<link rel="stylesheet" href="assets/module.css">
<link rel="stylesheet" href="assets/handout.css">
<script src="${script}" defer></script>
<script type="application/json" id="handout-data">${escapeJson(data)}</script>
</head>
<body class="module">
<main class="sheet handout" id="handout">
<h1>${escapeXml(title)}</h1>
<p><a href="${media}" download>Download the ${noun}</a></p>
<noscript><p>This page needs JavaScript. Switch it on in the browser and load the page again.</p></noscript>
</main>
</body>
</html>
`;
}
