import type { ManifestReading } from './manifest-reading.ts';
import type { Recognition } from './recognise.ts';
import { recognise } from './recognise.ts';
import { readManifest12 } from './scorm12/index.ts';
import { readManifest2004 } from './scorm2004/index.ts';
import type { XmlElement } from './xml-element.ts';

/**
 * Reads any manifest: recognises it and lets its standard read it. A manifest of a standard that is not played has no
 * structure and the error that says so.
 */
export function readManifest(root: XmlElement): ManifestReading & { readonly recognition: Recognition } {
  const recognition = recognise(root);
  if (recognition.standard === 'scorm12') {
    const reading = readManifest12(root);
    return { ...reading, issues: [...recognition.issues, ...reading.issues], recognition };
  }
  // SCORM 2004 warns of an unknown schemaversion itself, because it reads each edition differently.
  if (recognition.standard === 'scorm2004') return { ...readManifest2004(root), recognition };
  return { structure: null, issues: [...recognition.issues], files: [], recognition };
}
