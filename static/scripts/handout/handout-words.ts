/** What the page of a handout says. */
export interface HandoutWords {
  readonly notSaved: string;
  readonly notRecorded: string;
  readonly review: string;
  readonly previous: string;
  readonly next: string;
  readonly page: string;
  readonly go: string;
  readonly larger: string;
  readonly smaller: string;
  readonly text: string;
  readonly noText: string;
  readonly captions: string;
  readonly loading: string;
  readonly notShown: string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly seenOf: (seen: number, pages: number) => string;
  readonly playedOf: (percent: number) => string;
}

const english: HandoutWords = {
  notSaved: 'Not saved yet. It is tried again with the next page.',
  notRecorded: 'This page was opened outside of a course: nothing is recorded.',
  review: 'You look at it again: nothing is recorded.',
  previous: 'Previous page',
  next: 'Next page',
  page: 'Page',
  go: 'Go',
  larger: 'Larger',
  smaller: 'Smaller',
  text: 'Text of this page',
  noText: 'This page has no text that can be read out. It may be a picture.',
  captions: 'Text of the film',
  loading: 'The page is being drawn.',
  notShown: 'This page cannot be drawn here. Download the document and read it there.',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  seenOf: (seen, pages) => (seen === pages ? 'Every page was seen.' : `${seen} of ${pages} pages were seen.`),
  playedOf: (percent) => (percent >= 100 ? 'All of it was played.' : `${percent} % of it was played.`),
};

const spanish: HandoutWords = {
  notSaved: 'Aún no se guardó. Se intenta otra vez con la página siguiente.',
  notRecorded: 'Esta página se abrió fuera de un curso: no se registra nada.',
  review: 'La ve otra vez: no se registra nada.',
  previous: 'Página anterior',
  next: 'Página siguiente',
  page: 'Página',
  go: 'Ir',
  larger: 'Más grande',
  smaller: 'Más pequeño',
  text: 'Texto de esta página',
  noText: 'Esta página no tiene texto que se pueda leer en voz alta. Puede ser una imagen.',
  captions: 'Texto del video',
  loading: 'Se está dibujando la página.',
  notShown: 'Esta página no se puede dibujar aquí. Descargue el documento y léalo allí.',
  pageOf: (page, pages) => `Página ${page} de ${pages}`,
  seenOf: (seen, pages) => (seen === pages ? 'Se vieron todas las páginas.' : `Se vieron ${seen} de ${pages} páginas.`),
  playedOf: (percent) => (percent >= 100 ? 'Se reprodujo todo.' : `Se reprodujo el ${percent} %.`),
};

/** The words of a language, English where it has none. */
export const wordsOf = (language: string): HandoutWords => (language === 'es' ? spanish : english);
