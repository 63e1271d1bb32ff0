/** What the builder wrote into the page of a handout. */
export type HandoutData =
  | {
      readonly kind: 'pdf';
      readonly title: string;
      readonly language: string;
      readonly src: string;
      readonly pages: number;
    }
  | {
      readonly kind: 'film';
      readonly title: string;
      readonly language: string;
      readonly src: string;
      readonly captions: string | null;
    };

/** Reads it: the builder's own, so that its shape is not doubted. */
export function readHandoutData(document: Document): HandoutData {
  const text = document.querySelector('#handout-data')?.textContent ?? '';
  return JSON.parse(text) as HandoutData; // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by our builder
}
