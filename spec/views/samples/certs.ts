import {
  certificateListView,
  certificateView,
  withdrawnView,
} from '../../../server/training/certificates/certificate-view.ts';
import { verifyStartView, verifyView } from '../../../server/training/certificates/verify-view.ts';
import type { OutsideTrainingRow } from '../../../server/training/outside/outside-model.ts';
import { outsideFormView, outsideListView, reviewView } from '../../../server/training/outside/outside-view.ts';
import { buildCertificate } from '../../support/certificate-rows.ts';
import { buildActor } from '../../support/report-site.ts';
import { samplePage, sampleSignedOutPage, type Sample } from '../sample.ts';

const page = samplePage('Certificates', '/certificates');
const officer = buildActor();
const one = buildCertificate();
const agencyId = one.row.agencyId;
const supervisor = buildActor({ agencyId, roles: ['supervisor'] });
const gone = { decision: 'void' as const, reason: 'The statute was wrong.' };
const voided = buildCertificate({ state: 'void', decision: gone, id: '01jd6w3v5w8y2m4n6p8q0r2s4v' });
const kept = buildCertificate({ decision: { ...gone, decision: 'kept' }, id: '01jd6w3v5w8y2m4n6p8q0r2s4w' });
const paper = { recordedBy: 'Sgt. Lee Park', seenBy: 'Capt. Ines Ortega', statement: 'Took the class in person.' };
const expired = buildCertificate({ state: 'expired', expiresOn: '2026-11-20', id: '01jd6w3v5w8y2m4n6p8q0r2s4x', paper });
const soon = buildCertificate({ expiresOn: '2026-12-20', id: '01jd6w3v5w8y2m4n6p8q0r2s4y' });

const erased = { ...kept, content: null };
const training: OutsideTrainingRow = {
  id: one.row.id,
  agencyId,
  personId: officer.personId,
  title: 'Basic SRO course',
  provider: 'A state academy',
  minutes: 2400,
  topics: '["Law","De-escalation"]',
  completedOn: '2025-06-06',
  expiresOn: '2027-06-06',
  fileKey: 'proofs/x',
  fileName: 'scan.pdf',
  fileType: 'application/pdf',
  fileSha256: 'd4'.repeat(32),
  state: 'pending',
  decidedBy: null,
  decidedAt: null,
  note: '',
  createdAt: one.row.createdAt,
};
const refused: OutsideTrainingRow = { ...training, id: voided.row.id, state: 'refused', note: 'The page is cut off.', topics: '[]', expiresOn: null };
const claim = (row: OutsideTrainingRow) => ({ row, personName: 'Dep. Maria Reyes' });
const group = { versionId: one.row.id, courseTitle: 'The toolbox', number: 3, waiting: [one], decided: [voided, kept] };
const fault = 'Write the title of the training.';

/** Pages of certificates and outside training, in each of their states. */
export const samples: Sample[] = [
  { view: 'training/certificates', state: 'of each state', model: { page, ...certificateListView(officer, [one, voided, expired, soon], 0) } },
  { view: 'training/certificates', state: 'none, two to decide', model: { page, ...certificateListView(supervisor, [], 2) } },
  { view: 'training/certificate', state: 'own', model: { page, ...certificateView(officer, one, {}, {}) } },
  {
    view: 'training/certificate',
    state: 'void, for a supervisor, refused form',
    model: { page, ...certificateView(supervisor, voided, { reason: 'Write the reason.' }, { reason: ' ' }) },
  },
  { view: 'training/certificate', state: 'kept, on paper', model: { page, ...certificateView(supervisor, { ...kept, content: expired.content }, {}, {}) } },
  { view: 'training/certificates', state: 'erased', model: { page, ...certificateListView(officer, [erased], 0) } },
  { view: 'training/certificate', state: 'erased', model: { page, ...certificateView(officer, erased, {}, {}) } },
  { view: 'training/verify', state: 'erased', model: { page: sampleSignedOutPage('Check'), ...verifyView(erased, 'typed', 'en', 'UTC') } },
  { view: 'training/certificates-withdrawn', state: 'nothing', model: { page, ...withdrawnView([], null) } },
  {
    view: 'training/certificates-withdrawn',
    state: 'one waits, refused form',
    model: { page, ...withdrawnView([group], { versionId: group.versionId, words: 'Write the reason.' }) },
  },
  { view: 'training/verify', state: 'start', model: { page: sampleSignedOutPage('Check'), ...verifyStartView() } },
  ...[one, voided, expired, null].map((found) => ({
    view: 'training/verify',
    state: found?.state ?? 'unknown',
    model: { page: sampleSignedOutPage('Check'), ...verifyView(found, 'typed', 'en', 'UTC') },
  })),
  { view: 'training/outside', state: 'none', model: { page, ...outsideListView(officer, []) } },
  { view: 'training/outside', state: 'pending and refused', model: { page, ...outsideListView(officer, [training, refused]) } },
  { view: 'training/outside-new', state: 'empty', model: { page, ...outsideFormView({}, {}, 'en') } },
  {
    view: 'training/outside-new',
    state: 'refused',
    model: {
      page,
      ...outsideFormView(
        { title: '' },
        { title: fault, provider: fault, hours: fault, topics: fault, completedOn: fault, expiresOn: fault, proof: fault },
        'en',
      ),
    },
  },
  { view: 'training/outside-review', state: 'nothing', model: { page, ...reviewView(supervisor, { waiting: [], decided: [] }, null) } },
  {
    view: 'training/outside-review',
    state: 'one waits, refused form',
    model: {
      page,
      ...reviewView(supervisor, { waiting: [claim(training)], decided: [claim(refused)] }, { id: training.id, words: 'Write why.' }),
    },
  },
];
