import type { Router } from 'express';
import type { Platform } from '../../platform/index.ts';
import type { Drafts } from '../drafts/index.ts';
import type { SourceTree } from '../source-tree.ts';
import { editorRoutes } from './editor-routes.ts';
import { createEditorService } from './editor-service.ts';

/** The editor of modules over the drafts; `library` has the toolbox. */
export function createEditor(
  platform: Platform,
  parts: { readonly drafts: Drafts; readonly library: () => SourceTree },
): { readonly routes: Router } {
  return { routes: editorRoutes(platform, createEditorService(platform, parts)) };
}
