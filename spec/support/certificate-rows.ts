import type { CertificateContent } from '../../server/training/certificates/certificate-content.ts';
import type { CertificateDecisionRow, CertificateRow } from '../../server/training/certificates/certificate-model.ts';
import type { Certificate } from '../../server/training/certificates/certificate-service.ts';
import type { WholeCertificate } from '../../server/training/pdf/certificate-pdf.ts';
import type { Transcript } from '../../server/training/certificates/transcript-facts.ts';
import { EXAM_POLICY } from './credentials.ts';

const ID = '01jd6w3v5w8y2m4n6p8q0r2s4t';
const AT = new Date('2026-11-23T10:00:00.000Z');

/** A certificate as pages and documents are given it. */
export function buildCertificate({
  state = 'valid',
  decision = null,
  name = 'Maria Reyes',
  title = 'The toolbox',
  id = ID,
  expiresOn = '2028-11-20',
  paper = null,
}: {
  state?: Certificate['state'];
  decision?: Pick<CertificateDecisionRow, 'decision' | 'reason'> | null;
  name?: string;
  title?: string;
  id?: string;
  expiresOn?: string | null;
  paper?: CertificateContent['paper'];
} = {}): WholeCertificate {
  const content: CertificateContent = {
    format: 1,
    number: 'HC-2026-000123',
    person: { name, rank: 'Dep.' },
    agency: { id: ID, name: 'Harlow County Sheriff’s Office' },
    course: { id: ID, title, minutes: 230, basis: 'course', topics: ['TX 1', 'TX 2'] },
    version: { number: 3, sha256: 'a1'.repeat(32) },
    policy: {
      rule: EXAM_POLICY,
      sha256: 'b2'.repeat(32),
      words: ['Examination passed with 80 % or more, one retest allowed.'],
    },
    score: 0.92,
    assignment: { title: 'Year one' },
    paper,
    completedOn: '2026-11-20',
    issuedOn: '2026-11-23',
    expiresOn,
  };
  const row: CertificateRow = {
    id,
    agencyId: ID,
    number: content.number,
    code: '7K3M9QWERT56PQ12ZXCV',
    personId: ID,
    courseId: ID,
    versionId: ID,
    attemptId: ID,
    assignmentId: ID,
    verdictId: ID,
    content: JSON.stringify(content),
    contentSha256: 'c3'.repeat(32),
    issuedOn: content.issuedOn,
    expiresOn,
    createdAt: AT,
  };
  const made = { id: ID, agencyId: ID, certificateId: id, decidedBy: ID, at: AT };
  return { row, content, state, today: '2026-11-24', decisions: decision === null ? [] : [{ ...made, ...decision }] };
}

/** A record with so many certificates. */
export function buildTranscript(count: number): Transcript {
  return {
    format: 1,
    issuer: 'https://training.harlow.example',
    issuedAt: '2026-11-26T10:00:00.000Z',
    issuedOn: '2026-11-26',
    person: { name: 'Maria Reyes', rank: 'Dep.' },
    certificates: Array.from({ length: count }, (_, place) => ({
      number: `HC-2026-${String(place + 1).padStart(6, '0')}`,
      code: '7K3M9QWERT56PQ12ZXCV',
      address: 'https://training.harlow.example/verify/7K3M9QWERT56PQ12ZXCV',
      agency: 'Harlow County Sheriff’s Office',
      course: 'The toolbox',
      minutes: 230,
      topics: ['TX 1'],
      score: null,
      completedOn: '2026-11-20',
      issuedOn: '2026-11-23',
      expiresOn: place % 2 === 0 ? null : '2028-11-20',
      state: 'valid' as const,
      voidReason: null,
      paper: null,
      versionSha256: null,
      contentSha256: 'c3'.repeat(32),
      erased: false,
    })),
    finished: [],
    outside: [
      {
        agency: 'Harlow County Sheriff’s Office',
        title: 'Basic SRO course',
        provider: 'A state academy',
        minutes: 2400,
        topics: ['Law'],
        completedOn: '2025-06-06',
        expiresOn: null,
        fileSha256: null,
        erased: false,
      },
    ],
    corrections: [
      {
        agency: 'Harlow County Sheriff’s Office',
        course: 'The role',
        kind: 'completed',
        statement: 'Took the class in person.',
        seenBy: 'Capt. Ines Ortega',
        happenedOn: '2026-01-02',
        signedBy: 'Sgt. Lee Park',
        withdrawnReason: 'Wrong person.',
        erased: false,
      },
    ],
    exemptions: [],
    skills: [],
  };
}
