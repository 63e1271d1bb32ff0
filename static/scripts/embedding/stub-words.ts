const en = {
  opening: 'Opening the course',
  tryAgain: 'Try again',
  noLms: 'No LMS was found',
  noLmsWords: 'Open this course from your LMS. A package that lies on a computer cannot be opened by itself.',
  notBegun: 'Your LMS did not begin the session',
  notBegunWords: 'Close this, and open the course in your LMS again.',
  unreachable: 'The course cannot be reached',
  unreachableWords: 'It runs on another server, which does not answer at the moment. Nothing in your LMS was changed.',
  apart: 'The course opens in a window of its own',
  apartWords: 'Leave this page open until you are done: it tells your LMS how you did.',
  openApart: 'Open in a new window',
  nothingSeen: 'Do you not see the course?',
  blocked: 'Your browser opened no window. Allow pop-ups for this site, and try again.',
  refused: 'Your LMS does not take the result at the moment. It is kept with the course, and told again.',
  left: 'Saved. You can close this.',
  course: 'Course',
};

/** What the stub says. */
export type StubWords = typeof en;

const es: StubWords = {
  opening: 'Abriendo el curso',
  tryAgain: 'Intentar de nuevo',
  noLms: 'No se encontró ningún LMS',
  noLmsWords: 'Abra este curso desde su LMS. Un paquete que está en una computadora no puede abrirse solo.',
  notBegun: 'Su LMS no inició la sesión',
  notBegunWords: 'Cierre esto y abra el curso otra vez en su LMS.',
  unreachable: 'No se puede llegar al curso',
  unreachableWords: 'Está en otro servidor, que no responde en este momento. Nada cambió en su LMS.',
  apart: 'El curso se abre en su propia ventana',
  apartWords: 'Deje esta página abierta hasta terminar: ella le dice a su LMS cómo le fue.',
  openApart: 'Abrir en una ventana nueva',
  nothingSeen: '¿No ve el curso?',
  blocked: 'Su navegador no abrió ninguna ventana. Permita ventanas emergentes para este sitio e intente de nuevo.',
  refused: 'Su LMS no acepta el resultado en este momento. Se guarda con el curso y se dirá de nuevo.',
  left: 'Guardado. Puede cerrar esto.',
  course: 'Curso',
};

/** Words in the language that the browser asks for. */
export function stubWords(language: string): StubWords {
  return language.toLowerCase().startsWith('es') ? es : en;
}
