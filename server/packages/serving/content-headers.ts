type Headers = Readonly<Record<string, string>>;

const COMMON: Headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  // Other sites have no business with the files of a course; frames are navigated to and need no leave.
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-DNS-Prefetch-Control': 'off',
};

/**
 * Headers of a package's files. Packages are untrusted: they run scripts of any kind and talk to nobody but their own
 * origin and the hosts that the instructor allowed. No frame-ancestors: the API frame may stand in a frame of another LMS.
 */
export function packageHeaders(allowedHosts: readonly string[]): Headers {
  const hosts = sources(allowedHosts);
  const policy = [
    `default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:${hosts}`,
    `frame-src 'self' data: blob:${hosts}`,
    `form-action 'self'`,
    `base-uri 'self'`,
  ];
  return { ...COMMON, 'Content-Security-Policy': policy.join('; ') };
}

/** Headers of the API frame: scripts of ours only, one frame for the SCO. */
export function framePageHeaders(allowedHosts: readonly string[]): Headers {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `connect-src 'self'`,
    `frame-src 'self' data: blob:${sources(allowedHosts)}`,
    `form-action 'none'`,
    `base-uri 'none'`,
  ];
  return { ...COMMON, 'Content-Security-Policy': policy.join('; ') };
}

/** Headers of everything else on the content origin: error pages and our own scripts. */
export function plainHeaders(): Headers {
  return {
    ...COMMON,
    'Content-Security-Policy': `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *`,
  };
}

function sources(allowedHosts: readonly string[]): string {
  return allowedHosts.map((host) => ` https://${host}`).join('');
}
