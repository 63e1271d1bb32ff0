/** Spanish of what a learner sees between an LMS and the course (LTI): the steps of a launch, and why one is refused. */
export const lti: Readonly<Record<string, string>> = {
  'Opening the course': 'Abriendo el curso',
  'Your LMS is asked who you are.': 'Se le pregunta a su LMS quién es usted.',
  'Go on': 'Continuar',
  'If nothing happens within a few seconds, open the course in a new window.':
    'Si no pasa nada en unos segundos, abra el curso en una ventana nueva.',
  'Open in a new window': 'Abrir en una ventana nueva',
  'This browser keeps nothing for a course inside another site, so the course opens in a window of its own.':
    'Este navegador no guarda nada para un curso dentro de otro sitio, así que el curso se abre en su propia ventana.',
  'Adding the course': 'Agregando el curso',
  'The course is handed to your LMS.': 'El curso se entrega a su LMS.',
  'Back to the LMS': 'Volver al LMS',
  Connected: 'Conectado',
  'Schoolbeat and this LMS know each other. Go back to Schoolbeat, Organisations, Doors, and run the check there.':
    'Schoolbeat y este LMS ya se conocen. Vuelva a Schoolbeat, Organisations, Doors, y haga allí la prueba.',
  'The course did not open': 'El curso no se abrió',
  'For whoever runs the LMS:': 'Para quien administra el LMS:',
  request: 'solicitud',

  'Go back to your LMS and open the course again. If it happens again, show this page to whoever runs the LMS.':
    'Vuelva a su LMS y abra el curso otra vez. Si vuelve a pasar, muestre esta página a quien administra el LMS.',
  'Go back to your LMS and open the course again. If it happens each time, the clock of the LMS or of this server is wrong.':
    'Vuelva a su LMS y abra el curso otra vez. Si pasa cada vez, el reloj del LMS o de este servidor anda mal.',
  'Go back to your LMS and open it again.': 'Vuelva a su LMS y ábralo otra vez.',
  'Go back one page and choose a course.': 'Vuelva una página y elija un curso.',
  'Training is recorded for a person. Whoever runs the LMS lets it tell the user id to this tool.':
    'La capacitación se registra para una persona. Quien administra el LMS le permite decir el id del usuario a esta herramienta.',
  'Whoever runs the LMS copies the launch address of the course from Schoolbeat once more.':
    'Quien administra el LMS copia otra vez de Schoolbeat la dirección del curso.',
  'Whoever runs the course in the LMS removes this link and adds the course by its own address.':
    'Quien lleva el curso en el LMS quita este enlace y agrega el curso por su propia dirección.',
  'An administrator of your agency allows it in Schoolbeat under Organisations, Doors, on the page of this LMS.':
    'Un administrador de su agencia lo permite en Schoolbeat, en Organisations, Doors, en la página de este LMS.',
  'An administrator of your agency connects the LMS in Schoolbeat under Organisations, Doors.':
    'Un administrador de su agencia conecta el LMS en Schoolbeat, en Organisations, Doors.',
  'Make another one in Schoolbeat under Organisations, Doors, and paste it into the LMS.':
    'Haga otro en Schoolbeat, en Organisations, Doors, y péguelo en el LMS.',
  'Somebody who teaches the course in the LMS, or runs the LMS, adds it.':
    'Lo agrega quien enseña el curso en el LMS o quien administra el LMS.',

  'This launch was begun in another browser.': 'Este curso se empezó a abrir en otro navegador.',
  'This launch was not begun here, or too long ago.': 'Este curso no se empezó a abrir aquí, o fue hace demasiado.',
  'This launch was used already.': 'Esta entrada al curso ya se usó.',
  'The sign-in of your LMS took more than ten minutes.': 'El inicio de sesión de su LMS tardó más de diez minutos.',
  'This page is too old.': 'Esta página es demasiado antigua.',
  'This LMS is connected no more.': 'Este LMS ya no está conectado.',
  'This LMS is not connected, or under another client id.':
    'Este LMS no está conectado, o lo está con otro id de cliente.',
  'The LMS is connected several times and does not say which one it is.':
    'El LMS está conectado varias veces y no dice cuál de ellas es.',
  'The LMS did not sign you in ({reason}).': 'El LMS no inició su sesión ({reason}).',
  'The LMS began a sign-in that lacks: {missing}.': 'El LMS empezó un inicio de sesión al que le falta: {missing}.',
  'The LMS opens an address that is none of this tool.': 'El LMS abre una dirección que no es de esta herramienta.',
  'The keys of the LMS cannot be fetched. {why}': 'No se pueden obtener las claves del LMS. {why}',
  'The LMS signed with a key that is not in its key set.':
    'El LMS firmó con una clave que no está en su conjunto de claves.',
  'The LMS signed its message by another way than RS256.': 'El LMS firmó su mensaje de otra manera que RS256.',
  'The LMS did not say with which key it signed its message.': 'El LMS no dijo con qué clave firmó su mensaje.',
  'The LMS uses the tool in a place that is not connected yet (deployment {deployment}).':
    'El LMS usa la herramienta en un lugar que todavía no está conectado (deployment {deployment}).',
  'What the LMS sent is no signed message.': 'Lo que envió el LMS no es un mensaje firmado.',
  'What the LMS sent is signed but is no LTI message.': 'Lo que envió el LMS está firmado pero no es un mensaje LTI.',
  'The signature of the message is wrong.': 'La firma del mensaje es incorrecta.',
  'The message was made for another tool (another client id).':
    'El mensaje se hizo para otra herramienta (otro id de cliente).',
  'The message is for several tools and does not say which one may use it.':
    'El mensaje es para varias herramientas y no dice cuál puede usarlo.',
  'Another tool is the one that may use this message.': 'Otra herramienta es la que puede usar este mensaje.',
  'The message comes from another LMS than the one that was connected.':
    'El mensaje viene de otro LMS que el que se conectó.',
  'The message belongs to another sign-in than this one.': 'El mensaje es de otro inicio de sesión, no de este.',
  'The message of the LMS has no nonce.': 'El mensaje del LMS no tiene nonce.',
  'The message does not say from when to when it holds.': 'El mensaje no dice desde cuándo ni hasta cuándo vale.',
  'The message of the LMS has expired.': 'El mensaje del LMS venció.',
  'The message of the LMS holds only later: one of the two clocks is wrong.':
    'El mensaje del LMS vale solo más tarde: uno de los dos relojes anda mal.',
  'The message of the LMS was made more than an hour ago.': 'El mensaje del LMS se hizo hace más de una hora.',
  'The message does not say that it is of LTI 1.3.0.': 'El mensaje no dice que es de LTI 1.3.0.',
  'The message does not say that it opens a course or chooses one.':
    'El mensaje no dice que abre un curso ni que elige uno.',
  'The message does not say from which deployment it comes.': 'El mensaje no dice de qué deployment viene.',
  'The message does not name the link from which it comes.': 'El mensaje no nombra el enlace del que viene.',
  'The message does not say which roles the person has.': 'El mensaje no dice qué funciones tiene la persona.',
  'The message does not say who opens the course.': 'El mensaje no dice quién abre el curso.',
  'The message does not say which address it opens.': 'El mensaje no dice qué dirección abre.',
  'The message opens an address that is none of this tool.':
    'El mensaje abre una dirección que no es de esta herramienta.',
  'The message opens another address than the sign-in before it.':
    'El mensaje abre otra dirección que el inicio de sesión anterior.',
  'No course stands behind this link yet.': 'Detrás de este enlace todavía no hay un curso.',
  'Learners do not add courses.': 'Quienes aprenden no agregan cursos.',
  'The LMS does not say where the chosen course goes.': 'El LMS no dice a dónde va el curso elegido.',
  'The LMS takes no links to courses at this place.': 'El LMS no acepta enlaces a cursos en este lugar.',
  'No course was chosen.': 'No se eligió ningún curso.',
  'This registration link is not one of ours, too old or used.':
    'Este enlace de registro no es nuestro, es demasiado antiguo o ya se usó.',
  'There is no such way into a course.': 'No existe esta entrada a un curso.',
};
