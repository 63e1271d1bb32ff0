import { createRouter, type Platform } from '../../platform/index.ts';
import type { People } from '../../people/index.ts';
import type { SourceTree } from '../source-tree.ts';
import { createCourseDesk } from './course-service.ts';
import { defineDraftModels } from './draft-model.ts';
import { draftRoutes } from './draft-routes.ts';
import { createDraftStore } from './draft-store.ts';
import { createDraftTrees } from './draft-tree.ts';
import { editRoutes } from './edit-routes.ts';
import { registerEditPruning } from './edit-pruning-job.ts';
import { createEditPruningStore } from './edit-pruning-store.ts';
import { createFiles } from './file-service.ts';
import { createKeepChanges } from './keep-changes.ts';
import { outlineRoutes } from './outline-routes.ts';
import { createOutline } from './outline-service.ts';
import { createShelf } from './shelf-service.ts';
import { createSourceZips } from './source-zip.ts';
import { createMediaStore } from '../media/media-store.ts';
import { acceptMedia } from './accept-media.ts';
import { readSkills } from '../read-courses.ts';
import { createHeads } from './head-service.ts';
import { createPresence } from './presence-service.ts';

interface DraftParts {
  readonly people: Pick<People, 'staff'>;
  readonly library: () => SourceTree;
}

/** Puts the folder together; `library` are the courses that come with the product. */
export function createDrafts(platform: Platform, { people, library }: DraftParts) {
  const models = defineDraftModels(platform.database);
  const store = createDraftStore(models);
  registerEditPruning(platform, createEditPruningStore(models, platform.database));
  const heads = createHeads(platform, { store, media: createMediaStore(models, platform.database), library });
  const namesOf = people.staff.namesOf.bind(people.staff);
  const keepChanges = createKeepChanges(platform, store);
  const edits = createFiles({ heads, store, namesOf, keepChanges });
  const shelf = createShelf(platform, { heads, store, keepChanges, files: edits });
  const files = { ...edits, ...shelf };
  const firstSkill = (): string => readSkills(library())[0]?.id ?? 'de-escalation';
  const outline = createOutline(platform, { heads, store, keepChanges, shelf, firstSkill });
  const course = createCourseDesk(edits);
  const presence = createPresence(platform, { heads, store, namesOf });
  const trees = createDraftTrees(platform, { heads, store, library });
  const zips = createSourceZips(platform, { heads, trees, acceptMedia });
  const routes = createRouter();
  routes.use(draftRoutes(platform, { heads, zips }), outlineRoutes(platform, { heads, files, outline, course }));
  routes.use(editRoutes(heads, files, presence));
  return { models, heads, files, store, keepChanges, ...trees, routes };
}

/** Courses in work: what other folders of the room may use. */
export type Drafts = ReturnType<typeof createDrafts>;
