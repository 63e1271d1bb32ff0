export { createPackages, type Packages } from './create-packages.ts';
export { importRoutes } from './import-routes.ts';
export { readXml } from './manifest/read-xml.ts';
export { packageRoutes } from './package-routes.ts';
export { editionWords, strandWords } from './package-words.ts';
export type { VersionPart } from './part-service.ts';
export type { ContentHandler } from './serving/content-handler.ts';
export type { LoadedVersion, VersionReader } from './version-reader.ts';
