/** How a file is sent and kept: `isText` is deflated in the store, the rest lies as it is, so that ranges can be cut out. */
export interface MediaType {
  readonly type: string;
  readonly isText: boolean;
}

// No charset: content of other years says its own in a meta element, and a header would overrule it.
const TEXT: Readonly<Record<string, string>> = {
  'text/html': 'html htm xhtm shtml asp aspx jsp php',
  'application/xhtml+xml': 'xhtml',
  'text/javascript': 'js mjs cjs',
  'text/css': 'css less scss',
  'application/json': 'json map',
  'application/ld+json': 'jsonld',
  'application/manifest+json': 'webmanifest',
  'application/xml': 'xml xsd xsl xslt dtd rdf',
  'image/svg+xml': 'svg',
  'text/plain': 'txt md log ini as',
  'text/csv': 'csv',
  'text/vtt': 'vtt',
  'application/x-subrip': 'srt',
  'application/ttml+xml': 'ttml dfxp',
  'application/rtf': 'rtf',
  'text/calendar': 'ics',
  'application/wasm': 'wasm',
  'font/ttf': 'ttf',
  'font/otf': 'otf',
  'application/vnd.ms-fontobject': 'eot',
  'image/bmp': 'bmp',
  'image/x-icon': 'ico cur',
  'model/gltf+json': 'gltf',
};

const MEDIA: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/apng': 'apng',
  'image/jpeg': 'jpg jpeg jpe jfif',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/tiff': 'tif tiff',
  'font/woff': 'woff',
  'font/woff2': 'woff2',
  'video/mp4': 'mp4 m4v',
  'video/webm': 'webm',
  'video/ogg': 'ogv',
  'video/quicktime': 'mov',
  'video/x-msvideo': 'avi',
  'video/x-ms-wmv': 'wmv',
  'video/mpeg': 'mpg mpeg',
  'video/x-flv': 'flv f4v',
  'application/vnd.apple.mpegurl': 'm3u8',
  'video/mp2t': 'ts',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg oga opus',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/midi': 'mid midi',
  'audio/x-ms-wma': 'wma',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/x-shockwave-flash': 'swf',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/epub+zip': 'epub',
  'model/gltf-binary': 'glb',
};

const BY_ENDING = new Map<string, MediaType>(
  [
    { table: TEXT, isText: true },
    { table: MEDIA, isText: false },
  ].flatMap(({ table, isText }) =>
    Object.entries(table).flatMap(([type, endings]) =>
      endings.split(' ').map((ending): [string, MediaType] => [ending, { type, isText }]),
    ),
  ),
);

/** Media type of a file in a package by its ending; unknown ones are bytes that no browser runs. */
export function mediaTypeOf(path: string): MediaType {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return BY_ENDING.get(ending) ?? { type: 'application/octet-stream', isText: false };
}
