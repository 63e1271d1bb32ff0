/** One element of a parsed manifest, free of any parser, so that the standards stay pure (browser and Node). */
export interface XmlElement {
  /** Local name without prefix, case as written. */
  readonly name: string;
  /** Namespace URI, '' where the element has none. */
  readonly namespace: string;
  /** Attributes in document order; `namespace` is '' for unprefixed ones. */
  readonly attributes: readonly XmlAttribute[];
  /** Child elements only. */
  readonly children: readonly XmlElement[];
  /** Texts and child elements as they follow each other. */
  readonly pieces: readonly (string | XmlElement)[];
  /** Text of the element and its descendants, as written (not trimmed). */
  readonly text: string;
  /** Line in the source file, from 1. */
  readonly line: number;
}

/** One attribute of an {@link XmlElement}. */
export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}
