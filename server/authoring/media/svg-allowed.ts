const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Elements that draw, group or describe. What runs, loads, animates or embeds is not among them. */
export const SVG_ELEMENTS = words(`
  circle clipPath defs desc ellipse feBlend feColorMatrix feComposite feDropShadow feFlood feGaussianBlur feMerge feMergeNode
  feMorphology feOffset filter g line linearGradient marker mask path pattern polygon polyline radialGradient rect stop svg switch
  symbol text textPath title tspan use view
`);

/** Attributes of these elements, and properties of their style; links are looked at by themselves. */
export const SVG_ATTRIBUTES = words(`
  id class role aria-label aria-labelledby aria-describedby aria-hidden lang
  x y x1 y1 x2 y2 cx cy fx fy fr r rx ry dx dy d points width height viewBox preserveAspectRatio transform rotate pathLength
  fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
  stroke-dashoffset stroke-opacity opacity color color-interpolation color-interpolation-filters display visibility overflow
  clip-path clip-rule mask marker marker-start marker-mid marker-end paint-order vector-effect shape-rendering text-rendering
  image-rendering mix-blend-mode isolation
  font-family font-size font-style font-weight font-variant font-stretch letter-spacing word-spacing text-anchor text-decoration
  dominant-baseline alignment-baseline baseline-shift writing-mode text-orientation white-space line-height direction unicode-bidi
  textLength lengthAdjust startOffset method spacing side
  offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform
  clipPathUnits maskUnits maskContentUnits maskType markerUnits markerWidth markerHeight refX refY orient
  filter filterUnits primitiveUnits in in2 result stdDeviation mode type values operator k1 k2 k3 k4 radius flood-color flood-opacity
  edgeMode version
`);
