import { z } from 'zod';
import { AppError, newId, type Platform } from '../../platform/index.ts';
import type { CallPlatform } from './call-service.ts';
import type { LinkStore } from './link-store.ts';
import type { LinkRow, MemberRow } from './lti-model.ts';
import { SCOPES } from './lti-names.ts';
import type { MemberStore } from './member-store.ts';
import { nextLink } from './next-link.ts';
import { platformFault, readPlatformJson } from './platform-answer.ts';
import type { Registration, RegistrationStore } from './registration-store.ts';

/** Pages of one course: 100 of 500 people are more than any course has. */
const MOST_PAGES = 100;
const MOST_MEMBERS = 20_000;
const CONTAINER = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const JOB = 'lti.roster';

const words = (most: number) =>
  z
    .string()
    .transform((text) =>
      text
        .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
        .trim()
        .slice(0, most),
    )
    .catch('');
const member = z.object({
  user_id: z.string().min(1).max(255),
  name: words(255),
  given_name: words(120),
  family_name: words(120),
  email: words(254),
  roles: z.array(z.string().max(255)).max(50).catch([]),
  status: z.string().catch('Active'),
});
const page = z.object({ members: z.array(member) });
type Member = z.infer<typeof member>;
const payloadInput = z.object({ linkId: z.string() });

/** Lists of the people in courses of LMSs (NRPS 2), fetched by jobs. */
export function createRosters(
  { database, clock, jobs }: Platform,
  {
    links,
    members,
    registrations,
    call,
  }: {
    readonly links: LinkStore;
    readonly members: MemberStore;
    readonly registrations: RegistrationStore;
    readonly call: CallPlatform;
  },
) {
  async function fetchAll(registration: Registration, first: string): Promise<Member[]> {
    const found = new Map<string, Member>();
    let url: string | null = first;
    for (let pages = 0; url !== null; pages += 1) {
      if (pages >= MOST_PAGES || found.size > MOST_MEMBERS) {
        throw new AppError('LTI_ROSTER_TOO_LONG', 422, 'The list of the LMS does not end.');
      }
      const answer = await call(registration, [SCOPES.members], url, { headers: { accept: CONTAINER } });
      if (answer.status !== 200) throw platformFault('did not list its people', answer);
      for (const one of readPlatformJson('listed no people', answer, page).members) found.set(one.user_id, one);
      url = nextLink(answer.headers['link'], url);
    }
    return [...found.values()];
  }

  async function fetchCourse(link: LinkRow): Promise<void> {
    const registration = await registrations.byId(null, link.registrationId);
    if (registration === null || link.membershipsUrl === null) return;
    const fetchedAt = clock.now();
    const rows = (await fetchAll(registration, link.membershipsUrl)).map((one): MemberRow => ({
      id: newId(),
      agencyId: link.agencyId,
      registrationId: registration.id,
      contextHash: link.contextHash,
      subject: one.user_id,
      name: one.name || [one.given_name, one.family_name].filter(Boolean).join(' '),
      email: one.email,
      roles: JSON.stringify(one.roles),
      isActive: one.status === 'Active',
      fetchedAt,
    }));
    await database.write((tx) => members.replace(tx, link.contextHash, rows), 'bulk');
  }

  jobs.on(
    JOB,
    async (payload) => {
      const link = await links.byId(null, payloadInput.parse(payload).linkId);
      if (link !== null) await fetchCourse(link);
    },
    { tries: 4 },
  );

  return {
    /** Has the people of each course of an LMS listed again; resolves with the number of courses. */
    async refresh(registrationId: string): Promise<number> {
      const byContext = new Map<string, LinkRow>();
      for (const link of await links.ofRegistration(null, registrationId)) {
        if (link.membershipsUrl !== null && !byContext.has(link.contextHash)) byContext.set(link.contextHash, link);
      }
      await database.write(async (tx) => {
        for (const { id, contextHash } of byContext.values()) {
          await jobs.enqueue(tx, JOB, { linkId: id }, { key: `${JOB}:${contextHash}` });
        }
      });
      return byContext.size;
    },
  };
}

/** See `createRosters`. */
export type Rosters = ReturnType<typeof createRosters>;
