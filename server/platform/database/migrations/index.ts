import type { Migration } from '../migration.ts';
import { platformTables } from './0001-platform.ts';
import { peopleTables } from './0002-people.ts';
import { packageTables } from './0003-packages.ts';
import { attemptTables } from './0004-attempts.ts';
import { recordTables } from './0005-records.ts';
import { operationTables } from './0006-operation.ts';
import { launchLimits } from './0007-launch-limits.ts';
import { commitTurns } from './0008-commit-turns.ts';
import { fillCommitTurns } from './0009-fill-commit-turns.ts';
import { invitations } from './0010-invitations.ts';
import { unusedIndexes } from './0011-unused-indexes.ts';
import { versionAnswers } from './0014-version-answers.ts';
import { gradedAnswers } from './0015-graded-answers.ts';
import { trainingTables } from './0016-training.ts';
import { credentialTables } from './0017-credentials.ts';
import { organisationTables } from './0018-organisation.ts';
import { chainLinks } from './0019-chain-links.ts';
import { mailPreference } from './0020-mail-preference.ts';
import { doorTables } from './0021-doors.ts';
import { ltiTables } from './0022-lti.ts';
import { dispatchTables } from './0023-dispatch.ts';
import { apiTables } from './0024-api.ts';
import { auditErasure } from './0025-audit-erasure.ts';
import { reportIndexes } from './0026-report-indexes.ts';
import { registrationResults } from './0027-registration-results.ts';
import { fillRegistrationResults } from './0028-fill-registration-results.ts';
import { draftTables } from './0029-drafts.ts';
import { draftFlowTables } from './0030-draft-flow.ts';
import { gradingTables } from './0031-grading.ts';
import { completionRules } from './0032-completion-rules.ts';
import { partsBeforeRules } from './0034-parts-before-rules.ts';
import { approvedTexts } from './0035-approved-texts.ts';
import { reviewRequests } from './0037-review-requests.ts';

/** All migrations in the order of their numbers. */
export const migrations: readonly Migration[] = [
  platformTables,
  peopleTables,
  packageTables,
  attemptTables,
  recordTables,
  operationTables,
  launchLimits,
  commitTurns,
  fillCommitTurns,
  invitations,
  unusedIndexes,
  versionAnswers,
  gradedAnswers,
  trainingTables,
  credentialTables,
  organisationTables,
  chainLinks,
  mailPreference,
  doorTables,
  ltiTables,
  dispatchTables,
  apiTables,
  auditErasure,
  reportIndexes,
  registrationResults,
  fillRegistrationResults,
  draftTables,
  draftFlowTables,
  gradingTables,
  completionRules,
  partsBeforeRules,
  approvedTexts,
  reviewRequests,
];
