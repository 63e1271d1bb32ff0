import { courseElement } from './course-element.ts';

const NAME = 'schoolbeat-course';

/** A page may load the script twice. */
if (customElements.get(NAME) === undefined) {
  const { currentScript } = document;
  const source = currentScript instanceof HTMLScriptElement ? currentScript.src : '';
  customElements.define(NAME, courseElement(source.replace(/\/component\/[^/]*$/, '')));
}
