import { UNTOUCHED } from '../../../server/agencies/index.ts';
import type { DraftMediaRow, DraftRow } from '../../../server/authoring/drafts/draft-model.ts';
import type { MediaShelf } from '../../../server/authoring/media/media-service.ts';
import { mediaView, mediaWordsView } from '../../../server/authoring/media/media-view.ts';
import { samplePage, type Sample } from '../sample.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';

const draft: DraftRow = {
  id: ID,
  agencyId: ID,
  folder: 'first-bell',
  title: 'First bell',
  revision: 4,
  courseId: null,
  state: 'open',
  createdBy: ID,
  createdAt: AT,
  updatedAt: AT,
};
const media = (path: string, mediaType: string, values: Partial<DraftMediaRow> = {}): DraftMediaRow => ({
  id: ID,
  agencyId: ID,
  draftId: ID,
  path,
  sha256: 'a'.repeat(64),
  bytes: 48_000,
  mediaType,
  width: null,
  height: null,
  alt: '',
  credit: '',
  uploadedBy: ID,
  uploadedAt: AT,
  removedAt: null,
  ...values,
});
const hall = media('media/hall.jpg', 'image/jpeg', { width: 1920, height: 1080, alt: 'A long hall', credit: 'Ann Okafor' });
const shelf: MediaShelf = {
  draft,
  rows: [
    hall,
    media('media/hall.w480.webp', 'image/webp', { width: 480, height: 270 }),
    media('media/bell.mp4', 'video/mp4', { bytes: 12_000_000 }),
    media('media/bell.en.vtt', 'text/vtt'),
    media('media/plan.pdf', 'application/pdf', { alt: 'Plan of the school' }),
  ],
  removed: [media('media/old.png', 'image/png', { removedAt: AT })],
  places: new Map([
    ['media/hall.jpg', [{ file: 'modules/01-gate.yaml', entry: 'opening', title: 'At the gate', words: 'Opening' }]],
    ['media/bell.mp4', [{ file: 'modules/01-gate.yaml', entry: '', title: 'At the gate', words: '' }, { file: 'banks/final.yaml', entry: 'b01', title: 'Final test', words: 'Which bell rings first?' }]],
  ]),
  usedBytes: 12_200_000,
  mostBytes: 4 * 1024 ** 3,
};
const empty: MediaShelf = { ...shelf, rows: [], removed: [], places: new Map(), usedBytes: 0 };
const refused = { typed: { decorative: 'yes', credit: 'Me' }, faults: { file: 'Choose a file.', captions: 'Add captions.', alt: 'Say it.' } };

export const samples: Sample[] = [
  { view: 'authoring/media', state: 'used, unused and removed', model: { page: samplePage('Media'), ...mediaView(shelf, UNTOUCHED) } },
  { view: 'authoring/media', state: 'empty, refused', model: { page: samplePage('Media'), ...mediaView(empty, refused) } },
  {
    view: 'authoring/media',
    state: 'retired',
    model: { page: samplePage('Media'), ...mediaView({ ...shelf, draft: { ...draft, state: 'retired' } }, UNTOUCHED) },
  },
  { view: 'authoring/media-words', state: 'a picture, refused', model: { page: samplePage('Media'), ...mediaWordsView(shelf, hall, refused) } },
  {
    view: 'authoring/media-words',
    state: 'a document',
    model: { page: samplePage('Media'), ...mediaWordsView(shelf, shelf.rows[4]!, UNTOUCHED) },
  },
];
