const CHECKS = [
  { key: 'storage', title: 'Storage on this device.', why: 'Answers are kept here when the connection is gone.' },
  { key: 'cookies', title: 'Cookies.', why: 'They keep you signed in.' },
  {
    key: 'content',
    title: 'Course content.',
    why: 'Courses come from an address of their own, apart from your account.',
  },
  { key: 'server', title: 'Connection to the server.', why: 'Your work is saved there while you learn.' },
  {
    key: 'clock',
    title: 'The clock.',
    why: 'A wrong clock is no danger to your record: the server keeps its own time.',
  },
  { key: 'popups', title: 'Pop-up windows.', why: 'Courses play inside the page, so a pop-up blocker can stay on.' },
];

const STATES = [
  { word: 'Saving', meaning: 'Your last step is on its way to the server.' },
  { word: 'Saved 10:42', meaning: 'The server has stored everything up to this time.' },
  {
    word: 'On this device',
    meaning:
      'The connection is gone. Your work is kept in this browser and sent when the connection is back. Keep going.',
  },
  { word: 'Not saved, see why', meaning: 'The page tells what happened and what to do next.' },
];

const QUESTIONS = [
  {
    question: 'The course stays blank',
    answer:
      'Look at “Course content” on this page. If it cannot be reached, a filter of your network may block it. Give its address to your IT staff.',
  },
  {
    question: 'I closed the lid in the middle',
    answer:
      'Sign in again, on this or another device, and choose Resume on My training. If you were offline, use the same browser once, so that it can send what it kept.',
  },
  {
    question: 'It says the course is open in another window',
    answer: 'Only one window at a time writes the record. Choose “Continue here” and the other window stops.',
  },
  {
    question: 'I finished, but it does not say so',
    answer:
      'Open the course page and read “What counts”. If you disagree, ask your instructor: the log of saves shows what the course reported.',
  },
];

/** View-model of the help page; `contentUrl` is where course content comes from, null when there is none. */
export function helpView(contentUrl: string | null, now: Date) {
  return { contentUrl: contentUrl ?? '', now: now.toISOString(), checks: CHECKS, states: STATES, questions: QUESTIONS };
}
