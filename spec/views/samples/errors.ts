import { sampleSignedOutPage, type Sample } from '../sample.ts';

/** Error pages. */
export const samples: Sample[] = [
  {
    view: 'errors/error',
    state: 'not found',
    model: {
      page: sampleSignedOutPage('Not found'),
      status: 404,
      code: 'NOT_FOUND',
      title: 'There is no such page',
      message: 'The address may be old, or it belongs to another agency.',
      help: 'Go back to the start page and look from there.',
      issues: [],
      requestId: '01jd6w3v5w8y2m4n6p8q0r2s4t',
    },
  },
  {
    view: 'errors/error',
    state: 'with a list of faults',
    model: {
      page: sampleSignedOutPage('Not accepted'),
      status: 422,
      code: 'INPUT_INVALID',
      title: 'That was not accepted',
      message: 'Two fields need another look.',
      help: '',
      issues: [{ path: 'email', message: 'This is no mail address.' }, { path: '', message: 'The form is too old.' }],
      requestId: '01jd6w3v5w8y2m4n6p8q0r2s4t',
    },
  },
];
