import { say } from '../player/words.ts';

/** What the checks of the help page say, English and Spanish side by side; `{name}` is filled in. */
export const CHECK_WORDS = {
  checking: ['Checking.', 'Comprobando.'],
  allGood: ['This browser can play courses.', 'Este navegador puede mostrar los cursos.'],
  oneBad: [
    'One check did not pass. Read the lines above; they say what to do.',
    'Una comprobación no pasó. Lea las líneas de arriba; dicen qué hacer.',
  ],
  someBad: [
    '{count} checks did not pass. Read the lines above; they say what to do.',
    '{count} comprobaciones no pasaron. Lea las líneas de arriba; dicen qué hacer.',
  ],
  notNeeded: ['Not needed.', 'No hacen falta.'],
  works: ['Works.', 'Funciona.'],
  forgot: [
    'It forgot what was stored. Leave private browsing or allow site data for this address.',
    'Olvidó lo guardado. Salga de la navegación privada o permita los datos del sitio para esta dirección.',
  ],
  storageBlocked: [
    'Blocked ({reason}). Leave private browsing or allow site data for this address.',
    'Bloqueado ({reason}). Salga de la navegación privada o permita los datos del sitio para esta dirección.',
  ],
  unknown: ['unknown', 'desconocido'],
  allowed: ['Allowed.', 'Permitidas.'],
  cookiesBlocked: [
    'Blocked. Allow cookies for this address, or you cannot sign in.',
    'Bloqueadas. Permita las cookies para esta dirección, o no podrá iniciar sesión.',
  ],
  serverAnswered: [
    'The server answered {status}. Try again in a minute.',
    'El servidor respondió {status}. Inténtelo otra vez en un minuto.',
  ],
  answeredIn: ['Answered in {ms} ms.', 'Respondió en {ms} ms.'],
  noAnswer: [
    'No answer. Check the connection; a course that is open keeps your work meanwhile.',
    'Sin respuesta. Revise la conexión; un curso abierto guarda su trabajo mientras tanto.',
  ],
  right: ['Right.', 'Correcto.'],
  clockOff: [
    'Off by about {minutes} min. The server’s time counts.',
    'Difiere unos {minutes} min. Cuenta la hora del servidor.',
  ],
  noContent: [
    'This server has no address for course content. Tell your administrator.',
    'Este servidor no tiene dirección para el contenido de los cursos. Avise a su administrador.',
  ],
  opensFrom: ['Opens from {address}.', 'Se abre desde {address}.'],
  contentSilent: [
    '{address} does not answer. Ask your IT staff to allow it.',
    '{address} no responde. Pida a su personal de informática que la permita.',
  ],
} as const;

/** A sentence of the checks in the language of the page. */
export function sayCheck(
  name: keyof typeof CHECK_WORDS,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const [english, spanish] = CHECK_WORDS[name];
  return say(document.documentElement.lang === 'es' ? spanish : english, values);
}
