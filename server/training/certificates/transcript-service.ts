import type { Agencies } from '../../agencies/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { People } from '../../people/index.ts';
import { dayIn, type Platform } from '../../platform/index.ts';
import type { OutsideStore } from '../outside/outside-store.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Certificates } from './certificate-service.ts';
import type { RecordStore } from './record-store.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { SkillLine } from '../toolbox/skill-lines.ts';
import type { Transcript } from './transcript-facts.ts';
import { certificateLines, correctionLines, exemptionLines, finishedLines, outsideLines } from './transcript-lines.ts';

/** Rooms and stores that know a person's record. */
export interface TranscriptParts {
  readonly people: Pick<People, 'accounts'>;
  readonly agencies: Pick<Agencies, 'organisations'>;
  readonly packages: Pick<Packages, 'catalogue' | 'reader'>;
  readonly certificates: Certificates;
  readonly records: RecordStore;
  readonly outside: Pick<OutsideStore, 'ofPerson'>;
  readonly keys: SigningKeys;
  /** What the toolbox knows. */
  readonly skillsOf: (personId: string) => Promise<readonly SkillLine[]>;
}

/** The whole record of one person over every agency, as it is today. */
export function createTranscripts({ config, clock }: Pick<Platform, 'config' | 'clock'>, parts: TranscriptParts) {
  const { people, agencies, packages, certificates, records, outside, keys } = parts;

  async function agenciesNamed(ids: readonly string[]): Promise<Map<string, { name: string; timeZone: string }>> {
    const found = new Map<string, { name: string; timeZone: string }>();
    for (const id of new Set(ids)) {
      const agency = await agencies.organisations.find(null, id);
      if (agency !== null) found.set(id, agency);
    }
    return found;
  }

  async function of(personId: string): Promise<Transcript> {
    const person = await people.accounts.person(personId);
    const held = await certificates.everywhere(null, personId);
    const verdicts = await records.verdictsOf(null, personId);
    const corrections = await records.correctionsOf(null, personId);
    const exemptions = await records.exemptionsOf(null, personId);
    const approved = (await outside.ofPerson(null, personId, null)).filter(({ state }) => state === 'approved');
    const rows = [...held.map(({ row }) => row), ...verdicts, ...corrections, ...exemptions, ...approved];
    const named = await agenciesNamed(rows.map(({ agencyId }) => agencyId));
    const courseIds = [...verdicts, ...corrections, ...held.map(({ row }) => row)].map(({ courseId }) => courseId);
    const courses = await packages.catalogue.byIds(null, [...new Set(courseIds)]);
    const versions = await packages.reader.namesOf(null, [
      ...new Set(verdicts.flatMap(({ versionId }) => versionId ?? [])),
    ]);
    const ids = [...verdicts, ...exemptions].flatMap(({ assignmentId }) => assignmentId ?? []);
    const assignments = await records.assignments(null, [...new Set(ids)]);
    const names = {
      agency: (id: string) => named.get(id)?.name ?? '',
      course: (id: string) => courses.find((one) => one.id === id)?.title ?? '',
      version: (id: string | null) => versions.find((one) => one.id === id) ?? null,
      assignment: (id: string | null) => assignments.find((one) => one.id === id)?.title ?? null,
    };
    const [first] = named.values();
    return {
      format: 1,
      issuer: config.publicUrl,
      issuedAt: clock.now().toISOString(),
      issuedOn: dayIn(first?.timeZone ?? 'UTC', clock.now()),
      person: { name: `${person.givenName} ${person.familyName}`.trim(), rank: person.rank },
      certificates: certificateLines(held, names, config.publicUrl),
      finished: finishedLines(verdicts, names),
      outside: outsideLines(approved, names),
      corrections: correctionLines(corrections, names),
      exemptions: exemptionLines(exemptions, names),
      skills: [...(await parts.skillsOf(personId))],
    };
  }

  return {
    of,

    /** The record with a detached signature (JWS, RFC 7515) over its canonical form, and where the keys are. */
    async signed(personId: string) {
      const transcript = await of(personId);
      const signer = await keys.signer();
      return {
        transcript,
        signature: signer.sign(canonicalJson(transcript)),
        keys: `${config.publicUrl}/keys/transcript.json`,
      };
    },
  };
}

/** See `createTranscripts`. */
export type Transcripts = ReturnType<typeof createTranscripts>;
