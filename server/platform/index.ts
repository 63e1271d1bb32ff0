export type * from './contract.ts';
export { AppError, type ErrorIssue } from './errors/app-error.ts';
export { sayError } from './errors/say-error.ts';
export { sayDay, sayLongDay, sayMoment } from './i18n/day-words.ts';
export { formatLocale, type Locale, LOCALES, localeOf, say } from './i18n/say.ts';
export { addDays, addMonths, dayIn, daysBetween, endOfDay, startOfDay } from './days/days.ts';
export { derivedId } from './ids/derived-id.ts';
export { newId } from './ids/new-id.ts';
export { randomToken, sha256Hex } from './ids/hash.ts';
export { createLog, silentLog } from './log/create-log.ts';
export { systemClock } from './system-clock.ts';
export { openDatabase } from './database/open-database.ts';
export { defineModel, type RowModel } from './database/define-model.ts';
export type { PlainTable } from './database/plain-table.ts';
export { together } from './database/together.ts';
export { type AsyncHandler, createRouter, route } from './http/route.ts';
export { type BodyPace, bodyTooSlow, uploadPace, watchPace } from './http/body-pace.ts';
export { formBody, jsonBody, parseJson, textBody, refuseNul } from './http/bodies.ts';
export {
  createOutgoing,
  type Outgoing,
  type OutgoingAnswer,
  type OutgoingRequest,
  type Resolve,
} from './http/outgoing.ts';
export { isPublicAddress } from './http/outgoing-address.ts';
export { sameOrigin } from './http/same-origin.ts';
export { contextOf } from './http/request-context.ts';
export { type FrameOptions, frameOf, type PageFrame } from './http/page-frame.ts';
export { enter } from './http/enter.ts';
export { respond } from './http/respond.ts';
export { framedPageHeaders, pageHeaders } from './http/page-headers.ts';
export { errorHandler, notFound, problemHandler } from './http/error-handler.ts';
export { queryOf, readInput } from './http/read-input.ts';
export { clearCookie, readCookie, setCookie } from './http/cookies.ts';
export { createViews, templateNames } from './views/create-views.ts';
export { createAssets } from './assets/create-assets.ts';
export { configFor, type PluginSettings, readConfig } from './config/read-config.ts';
export { createSecrets } from './security/secrets.ts';
export { createDirectoryStorage } from './storage/directory-storage.ts';
export { RETRY_AFTER_S, serviceFault } from './health/service-fault.ts';
export { storageFault, storageUnavailable } from './storage/storage-faults.ts';
export { healthRoutes } from './http/health-routes.ts';
export { assetRoutes, sendAsset } from './http/asset-routes.ts';
export { gracefulStop } from './http/graceful-stop.ts';
export { createPlatform, type PlatformOverrides } from './create-platform.ts';
export { backup } from './backup/backup.ts';
export { restore } from './backup/restore.ts';
