import { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import { certificateContent, type Certificate, type Training } from '../../training/index.ts';
import { page, pageOf, pageQuery } from './cursor.ts';
import { noBody, noQuery, operation, type Operation } from './operation.ts';
import { id, idQuery } from './shared-schemas.ts';

const day = z.iso.date();
const state = z.enum(['valid', 'expired', 'void']);

const certificate = z
  .object({
    id,
    number: z.string(),
    personId: id,
    courseId: id,
    versionId: id.nullable(),
    attemptId: id.nullable(),
    assignmentId: id.nullable(),
    state,
    issuedOn: day,
    expiresOn: day.nullable(),
    contentSha256: z.string().length(64),
    code: z.string().describe('With which anyone checks it at /verify.'),
  })
  .meta({ id: 'Certificate' });

const shown = certificate
  .extend({ content: certificateContent.nullable().describe('null once it was erased on request.') })
  .meta({ id: 'CertificateWithContent' });

const checked = z
  .object({
    number: z.string(),
    state,
    issuedOn: day,
    expiresOn: day.nullable(),
    content: certificateContent.nullable(),
  })
  .meta({ id: 'CheckedCertificate' });

/** Operations on certificates. */
export function certificateOperations({ certificates }: Training): Operation[] {
  const read = {
    tag: 'Certificates',
    method: 'get',
    scope: 'certificates:read',
    roles: ['supervisor'],
    status: 200,
  } as const;
  return [
    operation({
      ...read,
      id: 'listCertificates',
      path: '/certificates',
      summary: 'Certificates of the agency',
      query: pageQuery.extend({ personId: idQuery }),
      answer: pageOf(certificate),
      body: noBody,
      async handle({ actor }, { query: { after, limit, personId } }) {
        const rows = await certificates.page(actor, { personId: personId ?? null, after, limit: limit + 1 });
        return page(rows, limit, ({ row }) => row.id, certificateOf);
      },
    }),
    operation({
      ...read,
      id: 'getCertificate',
      path: '/certificates/:certificate',
      summary: 'One certificate with all that it says',
      answer: shown,
      query: noQuery,
      body: noBody,
      async handle({ actor }, { param }) {
        const found = await certificates.find(actor, param('certificate'));
        return { ...certificateOf(found), content: found.content };
      },
    }),
    operation({
      ...read,
      id: 'checkCertificate',
      path: '/verify/:code',
      summary: 'Check a certificate by its code, of any agency',
      answer: checked,
      query: noQuery,
      body: noBody,
      async handle(_asker, { param }) {
        const found = await certificates.check(param('code').slice(0, 80));
        if (found === null) throw new AppError('CERTIFICATE_UNKNOWN', 404, 'No certificate has this code.');
        const { row, content } = found;
        const { number, issuedOn, expiresOn } = row;
        return { number, state: found.state, issuedOn, expiresOn, content };
      },
    }),
  ];
}

function certificateOf({ row, state: now }: Certificate): z.input<typeof certificate> {
  const { id: key, number, personId, courseId, versionId, attemptId, assignmentId } = row;
  const { issuedOn, expiresOn, contentSha256, code } = row;
  const names = { id: key, number, personId, courseId, versionId, attemptId, assignmentId };
  return { ...names, state: now, issuedOn, expiresOn, contentSha256, code };
}
