/** What our own server wrote, into a page or an answer: its shape is not doubted. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says the shape
export function ownData<Shape>(told: unknown): Shape {
  return told as Shape; // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by our own server
}

/** An element that the page of a script always has. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

/** The data of a page, out of the script element that holds it. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says the shape
export function pageData<Shape>(id: string): Shape {
  return ownData<Shape>(JSON.parse(element(id).textContent));
}
