export type * from './contract.ts';
export { AppError, type ErrorDetails, type ErrorIssue } from './errors/app-error.ts';
export { newId } from './ids/new-id.ts';
export { randomToken, sha256Hex } from './ids/hash.ts';
export { createLog, silentLog } from './log/create-log.ts';
export { systemClock } from './system-clock.ts';
export { type DatabaseOptions, openDatabase } from './database/open-database.ts';
export { defineModel, type RowModel } from './database/define-model.ts';
export { type AsyncHandler, createRouter, route, type Routes } from './http/route.ts';
export { formBody, jsonBody, parseJson, textBody } from './http/bodies.ts';
export { sameOrigin } from './http/same-origin.ts';
export {
  contextOf,
  type FrameBase,
  type FrameLink,
  type FramePerson,
  type RequestContext,
} from './http/request-context.ts';
export { type FrameOptions, frameOf, type PageFrame } from './http/page-frame.ts';
export { enter } from './http/enter.ts';
export { type Answer, respond } from './http/respond.ts';
export { pageHeaders } from './http/page-headers.ts';
export { answerOf, type ErrorAnswer, errorHandler, notFound, toAppError } from './http/error-handler.ts';
export { readInput } from './http/read-input.ts';
export { clearCookie, readCookie, setCookie } from './http/cookies.ts';
export { createViews, templateNames, type ViewHelper, type ViewOptions } from './views/create-views.ts';
export { type AssetOptions, createAssets } from './assets/create-assets.ts';
export { configFor, type PluginSettings, readConfig, type ServerConfig } from './config/read-config.ts';
export { createSecrets } from './security/secrets.ts';
export { createMetrics } from './metrics/create-metrics.ts';
export { createDirectoryStorage } from './storage/directory-storage.ts';
export { healthRoutes } from './http/health-routes.ts';
export { assetRoutes } from './http/asset-routes.ts';
export { gracefulStop, type StopParts } from './http/graceful-stop.ts';
export { createPlatform, type PlatformOverrides } from './create-platform.ts';
export { backup, type BackupManifest } from './backup/backup.ts';
export { restore } from './backup/restore.ts';
