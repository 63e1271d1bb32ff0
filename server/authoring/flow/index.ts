import type { Attempts } from '../../attempts/index.ts';
import type { Packages } from '../../packages/index.ts';
import type { People } from '../../people/index.ts';
import { createRouter, type Platform } from '../../platform/index.ts';
import type { Apart } from '../apart/create-apart.ts';
import type { Drafts } from '../drafts/index.ts';
import type { SourceTree } from '../source-tree.ts';
import { createChecks } from './check-service.ts';
import { commentRoutes } from './comment-routes.ts';
import { defineFlowModels } from './flow-model.ts';
import { flowRoutes } from './flow-routes.ts';
import { createFlowStore } from './flow-store.ts';
import { previewRoutes } from './preview-routes.ts';
import { createLaw } from './law-reader.ts';
import type { NoticeBoard } from './notice-board.ts';
import { createRequests } from './request-service.ts';
import { createReleases, type CertificateDesk } from './release-service.ts';
import { reviewRoutes } from './review-routes.ts';
import { createReviews } from './review-service.ts';

export type { NoticeBoard } from './notice-board.ts';
export type { CertificateDesk } from './release-service.ts';

/** What the way from a draft to a course needs. */
export interface FlowParts {
  readonly people: Pick<People, 'staff'>;
  readonly packages: Packages;
  readonly attempts: Pick<Attempts, 'offers' | 'evidence'>;
  readonly certificates: CertificateDesk;
  readonly notices: NoticeBoard;
  readonly drafts: Drafts;
  readonly apart: Apart;
  readonly library: () => SourceTree;
  readonly root: string;
}

/** Checks, preview, review, publishing and packages of drafts. */
export function createFlow(platform: Platform, parts: FlowParts) {
  const { people, drafts, notices } = parts;
  const store = createFlowStore(defineFlowModels(platform.database));
  const { staff } = people;
  const law = createLaw({ drafts, store });
  const requests = createRequests(platform, { drafts, store, law, notices, staff });
  const checks = createChecks(platform, parts);
  const reviews = createReviews(platform, { drafts, store, law, requests, namesOf: staff.namesOf.bind(staff) });
  const releases = createReleases(platform, { ...parts, store, law });
  const routes = createRouter();
  routes.use(flowRoutes(platform, { drafts, checks, reviews, releases }), previewRoutes(platform, parts));
  routes.use(commentRoutes(drafts, reviews), reviewRoutes(platform, { drafts, reviews, requests }));
  return { checks, reviews, requests, releases, routes };
}

/** See `createFlow`. */
export type Flow = ReturnType<typeof createFlow>;
