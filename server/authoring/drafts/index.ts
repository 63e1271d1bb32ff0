import { createRouter, type Platform } from '../../platform/index.ts';
import type { People } from '../../people/index.ts';
import type { SourceTree } from '../source-tree.ts';
import { defineDraftModels } from './draft-model.ts';
import { draftRoutes } from './draft-routes.ts';
import { createDraftStore } from './draft-store.ts';
import { createDraftTrees } from './draft-tree.ts';
import { editRoutes } from './edit-routes.ts';
import { createFiles } from './file-service.ts';
import { createHeads } from './head-service.ts';
import { createPresence } from './presence-service.ts';

/** Puts the folder together; `library` are the courses that come with the product. */
export function createDrafts(
  platform: Platform,
  { people, library }: { readonly people: Pick<People, 'staff'>; readonly library: () => SourceTree },
) {
  const models = defineDraftModels(platform.database);
  const store = createDraftStore(models);
  const heads = createHeads(platform, store, library);
  const namesOf = people.staff.namesOf.bind(people.staff);
  const files = createFiles(platform, { heads, store, namesOf });
  const presence = createPresence(platform, { heads, store, namesOf });
  const trees = createDraftTrees(platform, { heads, store, library });
  const routes = createRouter();
  routes.use(draftRoutes(platform, heads, files), editRoutes(heads, files, presence));
  return { models, heads, files, store, ...trees, routes };
}

/** Courses in work: what other folders of the room may use. */
export type Drafts = ReturnType<typeof createDrafts>;
