import type { Sample } from '../sample.ts';
import { sampleSignedOutPage, samplePage } from '../sample.ts';

const data = { registration: '01hzy0000000000000000000aa', base: '', mode: 'normal', isChoosing: false, isNewAttempt: false };
const door = { id: '01hzy0000000000000000000ab' };
const facts = [
  { label: 'status', value: 'Passed' },
  { label: 'score', value: '92' },
  { label: 'active time', value: '66 min' },
];

export const samples: Sample[] = [
  { view: 'player/play', state: 'before its script has run', model: { page: samplePage('Course'), data } },
  {
    view: 'player/play',
    state: 'through a door',
    model: { page: sampleSignedOutPage('Course'), data: { ...data, registration: '', door } },
  },
  {
    view: 'player/done',
    state: 'complete',
    model: {
      page: samplePage('Course result'),
      courseTitle: 'Talking with students',
      title: 'Course complete',
      words: 'This is in your record.',
      facts,
      factsTitle: null,
      forYou: [],
      forYouTitle: '',
      reviewHref: '/play/1/review',
      resumeHref: null,
      courseHref: null,
    },
  },
  {
    view: 'player/done',
    state: 'not complete',
    model: {
      page: samplePage('Course result'),
      courseTitle: 'Talking with students',
      title: 'Not complete yet',
      words: 'What you did is saved. You can go on where you stopped.',
      facts: facts.slice(0, 1),
      factsTitle: null,
      forYou: [],
      forYouTitle: '',
      reviewHref: null,
      resumeHref: '/play/1',
      courseHref: null,
    },
  },
];
