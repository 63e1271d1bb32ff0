import type { Platform } from '../platform/index.ts';
import { createAnswerShelf, type AnswerShelf } from './answer-shelf.ts';
import { createAnswerStore } from './answer-store.ts';
import { createCatalogue, type AssignedCourses, type Catalogue } from './catalogue-service.ts';
import { createCourseStore } from './course-store.ts';
import { createImporter, type Importer } from './import-package.ts';
import { createImportProgressBoard, type ImportProgressBoard } from './import-progress.ts';
import { createInstaller, type Installer } from './install-package.ts';
import { definePartModels } from './part-model.ts';
import { createParts, type Parts } from './part-service.ts';
import { createPartStore } from './part-store.ts';
import { defineRuleModel } from './rule-model.ts';
import { createRules, type Rules } from './rule-service.ts';
import { createRuleStore } from './rule-store.ts';
import { readStoredLimits } from './package-input.ts';
import { definePackageModels } from './package-model.ts';
import type { ContentSource } from './serving/content-directory.ts';
import { createContentHandler, type ContentHandler } from './serving/content-handler.ts';
import { registerSweep } from './sweep-job.ts';
import { createVersionReader, type VersionReader } from './version-reader.ts';
import { createTexts, type Texts } from './version-texts.ts';
import { createVersions, type Versions } from './version-service.ts';
import { createVersionStore } from './version-store.ts';

/** The services of the room; other rooms read through `catalogue` and `reader`. */
export interface Packages {
  readonly platform: Platform;
  readonly catalogue: Catalogue;
  readonly reader: VersionReader;
  readonly versions: Versions;
  readonly importer: Importer;
  /** What built versions are graded by. */
  readonly answers: AnswerShelf;
  /** What the parts of built versions are, and what they add to skills. */
  readonly parts: Parts;
  /** Pages and scripts of packages, to be read. */
  readonly texts: Texts;
  /** By which rule a version counts as done, where its own word is not enough. */
  readonly rules: Rules;
  readonly progress: ImportProgressBoard;
  /** Handler of the content origin. */
  readonly content: ContentHandler;
  /** Imports a package on the server's own disk and publishes it. */
  readonly install: Installer;
}

const NOTHING_ASSIGNED: AssignedCourses = { isAssigned: () => Promise.resolve(false) };

/** Puts the room together on one platform; `assigned` is asked only when somebody opens a course. */
export function createPackages(platform: Platform, assigned: AssignedCourses = NOTHING_ASSIGNED): Packages {
  const models = definePackageModels(platform.database);
  const courses = createCourseStore(models);
  const versionStore = createVersionStore(models);
  const reader = createVersionReader(versionStore, platform.config, platform.secrets);
  const ruleStore = createRuleStore(defineRuleModel(platform.database));
  const partStore = createPartStore(definePartModels(platform.database));
  const versions = createVersions(platform, { courses, versions: versionStore, beside: [ruleStore, partStore] });
  const importer = createImporter(platform, { courses, versions: versionStore });
  const answers = createAnswerShelf(platform, createAnswerStore(models));
  const parts = createParts(platform, partStore, { answers, versions });
  const rules = createRules(platform, ruleStore, { answers, courses, versions });
  registerSweep(platform, versionStore);

  const source: ContentSource = {
    async loadFiles(versionId) {
      const found = await versionStore.line(null, versionId);
      if (found === null) return null;
      return { archiveKey: found.version.archiveKey, files: await versionStore.files(null, versionId) };
    },
    async loadAllowedHosts(versionId) {
      const found = await versionStore.line(null, versionId);
      return found === null ? null : readStoredLimits(found.version.limits).allowedHosts;
    },
  };

  return {
    platform,
    catalogue: createCatalogue(courses, versionStore, assigned),
    reader,
    versions,
    importer,
    answers,
    parts,
    texts: createTexts(platform.storage, versionStore),
    rules,
    progress: createImportProgressBoard(platform),
    content: createContentHandler(platform, source),
    install: createInstaller({ answers, courses, importer, parts, reader, versions }),
  };
}
