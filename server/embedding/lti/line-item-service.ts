import { z } from 'zod';
import { AppError, type Platform } from '../../platform/index.ts';
import type { CallPlatform } from './call-service.ts';
import type { LinkStore } from './link-store.ts';
import type { LinkRow } from './lti-model.ts';
import { SCOPES } from './lti-names.ts';
import { platformFault, readPlatformJson } from './platform-answer.ts';
import type { Registration } from './registration-store.ts';
import { SCORE_MAXIMUM } from './score.ts';

/** Long enough for two requests that are slow. */
const LEASE_MS = 60_000;
const ITEM = 'application/vnd.ims.lis.v2.lineitem+json';
const ITEMS = 'application/vnd.ims.lis.v2.lineitemcontainer+json';

/** Marks the line items that this tool makes. */
const TAG = 'schoolbeat';

const itemInput = z.looseObject({ id: z.string(), resourceLinkId: z.string().optional(), tag: z.string().optional() });
const itemsInput = z.array(itemInput);
const scopesInput = z.array(z.string());

/** What the LMS lets us do with grades at a link. */
export function gradeScopesOf({ scopes }: Pick<LinkRow, 'scopes'>): string[] {
  const given = scopesInput.parse(JSON.parse(scopes));
  return [SCOPES.lineItem, SCOPES.score].filter((scope) => given.includes(scope));
}

/** Throws AppError `LTI_LINE_ITEM_ELSEWHERE`: a token of this LMS goes to no other site. */
function sameSite(url: string, link: LinkRow): string {
  const home = link.lineItemsUrl ?? url;
  if (URL.canParse(url) && new URL(url).origin === new URL(home).origin) return url;
  throw new AppError('LTI_LINE_ITEM_ELSEWHERE', 422, 'The LMS named a column of its grade book on another site.');
}

/** Columns of LMS grade books (AGS 3.2): the one that the launch names, else one that is there, else one that we make. */
export function createLineItems(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  { links, call }: { readonly links: LinkStore; readonly call: CallPlatform },
) {
  async function find(registration: Registration, link: LinkRow, itemsUrl: string): Promise<string | null> {
    const url = new URL(itemsUrl);
    url.searchParams.set('resource_link_id', link.resourceLinkId);
    const answer = await call(registration, gradeScopesOf(link), url.href, { headers: { accept: ITEMS } });
    if (answer.status !== 200) throw platformFault('did not list the columns of its grade book', answer);
    const items = readPlatformJson('listed no columns of its grade book', answer, itemsInput);
    // A platform may know no filter and list everything.
    const own = items.filter(({ resourceLinkId }) => resourceLinkId === link.resourceLinkId);
    return (own.find(({ tag }) => tag === TAG) ?? own[0])?.id ?? null;
  }

  async function make(registration: Registration, link: LinkRow, itemsUrl: string): Promise<string> {
    const body = JSON.stringify({
      scoreMaximum: SCORE_MAXIMUM,
      label: link.title,
      resourceLinkId: link.resourceLinkId,
      resourceId: resourceIdOf(link.courseId, link.module),
      tag: TAG,
    });
    const headers = { 'content-type': ITEM, accept: ITEM };
    const answer = await call(registration, gradeScopesOf(link), itemsUrl, { method: 'POST', headers, body });
    if (answer.status !== 200 && answer.status !== 201) throw platformFault('made no column in its grade book', answer);
    return readPlatformJson('made no column in its grade book', answer, itemInput).id;
  }

  return {
    /**
     * Address of the line item of a link, found or made once, also by several processes; null while another one looks. Throws
     * AppError `LTI_NO_LINE_ITEM` and those of the calls.
     */
    async ensure(registration: Registration, linkId: string): Promise<string | null> {
      const now = clock.now();
      const until = new Date(now.getTime() + LEASE_MS);
      if (!(await database.write((tx) => links.lease(tx, linkId, now, until)))) return null;
      try {
        const link = await links.byId(null, linkId);
        if (link === null) throw new Error('A link was not there after it had been leased.');
        if (link.lineItemUrl !== null) return link.lineItemUrl;
        const { lineItemsUrl } = link;
        if (lineItemsUrl === null || !gradeScopesOf(link).includes(SCOPES.lineItem)) {
          throw new AppError(
            'LTI_NO_LINE_ITEM',
            422,
            'The LMS named no column in its grade book, and lets us make none.',
          );
        }
        const found = await find(registration, link, lineItemsUrl);
        const url = sameSite(found ?? (await make(registration, link, lineItemsUrl)), link);
        await database.write((tx) => links.update(tx, linkId, { lineItemUrl: url }));
        return url;
      } finally {
        await database.write((tx) => links.update(tx, linkId, { busyUntil: null }));
      }
    },

    /** The line item is there no more. */
    forget: (linkId: string): Promise<void> => database.write((tx) => links.update(tx, linkId, { lineItemUrl: null })),
  };
}

/** See `createLineItems`. */
export type LineItems = ReturnType<typeof createLineItems>;

/** What of ours a line item grades. */
export function resourceIdOf(courseId: string, module: string | null): string {
  return module === null ? courseId : `${courseId}#${module}`.slice(0, 255);
}
