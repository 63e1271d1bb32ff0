import type { Router } from 'express';
import { createRouter, type Platform } from '../../platform/index.ts';
import type { AssignmentModels } from '../assignments/assignment-model.ts';
import type { TrainingRooms } from '../create-training.ts';
import { VERDICT_REACHED, verdictReached } from '../judging/verdict-events.ts';
import type { CorrectionRow, VerdictModels } from '../judging/verdict-model.ts';
import type { OutsideStore } from '../outside/outside-store.ts';
import { defineCertificateModels } from './certificate-model.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { createCertificates, type Certificates } from './certificate-service.ts';
import { createCertificateStore } from './certificate-store.ts';
import { credentialChains } from './credential-chain.ts';
import { createCredentialCheckStore } from './credential-check-store.ts';
import { createIssuer } from './issue-certificate.ts';
import { createRecordStore } from './record-store.ts';
import { createSigningKeyStore } from './signing-key-store.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';
import { transcriptRoutes } from './transcript-routes.ts';
import { createTranscripts, type TranscriptParts, type Transcripts } from './transcript-service.ts';
import { verifyCredentials, type CredentialFindings } from './verify-credentials.ts';
import { verifyRoutes } from './verify-routes.ts';

/** What the folder needs of its neighbours. */
export interface CertificateNeeds {
  readonly rooms: TrainingRooms;
  readonly verdictModels: VerdictModels;
  readonly assignmentModels: AssignmentModels;
  readonly outside: Pick<OutsideStore, 'ofPerson'>;
  /** True while nothing of a correction was changed since it was signed. */
  readonly isGenuine: (row: CorrectionRow) => boolean;
  readonly skillsOf: TranscriptParts['skillsOf'];
}

/** Certificates, their check, transcripts. */
export interface CertificateRoom {
  readonly routes: Router;
  readonly certificates: Certificates;
  readonly transcripts: Transcripts;
  readonly keys: SigningKeys;
  /** See {@link verifyCredentials}; what was signed is checked by `platform.chains`. */
  verify(): Promise<CredentialFindings>;
}

/** Puts the folder together, and makes a certificate of each verdict that earns one. */
export function createCertificateRoom(platform: Platform, needs: CertificateNeeds): CertificateRoom {
  const { rooms, outside, skillsOf } = needs;
  const { people, agencies } = rooms;
  const models = defineCertificateModels(platform.database);
  const store = createCertificateStore(platform.database, models);
  const records = createRecordStore(needs.verdictModels, needs.assignmentModels);
  const certificates = createCertificates(platform, rooms, store);
  const keys = createSigningKeys(platform, createSigningKeyStore(models));
  const transcripts = createTranscripts(platform, { ...rooms, certificates, records, outside, keys, skillsOf });
  const issue = createIssuer(platform, { ...rooms, certificates: store, records });

  platform.outbox.on(VERDICT_REACHED, 'certificates', async (payload) => {
    const { verdictId, outcome } = verdictReached.parse(payload);
    if (outcome === 'complete' || outcome === 'waived') await issue(verdictId);
  });

  const check = createCredentialCheckStore(platform.database, models, needs.verdictModels);
  for (const chain of credentialChains(check)) platform.chains.register(chain);

  const routes = createRouter();
  routes.use(
    verifyRoutes(
      platform,
      certificates,
      async (id) => (await agencies.organisations.find(null, id))?.timeZone ?? 'UTC',
    ),
  );
  routes.use(transcriptRoutes(transcripts, keys));
  routes.use(certificateRoutes(platform, people, certificates));
  const { secrets } = platform;
  const verify = () => verifyCredentials({ secrets, store: check, isGenuine: needs.isGenuine });
  return { routes, certificates, transcripts, keys, verify };
}
