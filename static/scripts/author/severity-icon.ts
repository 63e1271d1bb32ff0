const SVG = 'http://www.w3.org/2000/svg';

/** The shape that tells an error from a warning, beside its words: out of the icons of the page. */
export function severityIcon(severity: 'error' | 'warning'): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', severity === 'error' ? '#i-alert' : '#i-info');
  svg.append(use);
  return svg;
}
