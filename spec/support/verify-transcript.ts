// What a stranger writes to check a record: Node, the file, the published keys (JWKS), and nothing of Schoolbeat.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** RFC 8785: keys sorted, no blanks. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
};

/** Detached JWS (RFC 7515, appendix F) by EdDSA (RFC 8037). */
export function verifyTranscript(text: string, jwks: string): boolean {
  try {
    const { transcript, signature } = JSON.parse(text);
    const [header, , bytes] = signature.split('.');
    const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString());
    const jwk = JSON.parse(jwks).keys.find((key: { kid: string }) => key.kid === kid);
    const signed = Buffer.from(`${header}.${Buffer.from(canonical(transcript)).toString('base64url')}`);
    const raw = Buffer.from(bytes, 'base64url');
    if (alg !== 'EdDSA' || raw.toString('base64url') !== bytes) return false;
    return verify(null, signed, createPublicKey({ key: jwk, format: 'jwk' }), raw);
  } catch {
    return false;
  }
}

const [, script, file, keys] = process.argv;
if (script === import.meta.filename && file && keys) {
  const isGenuine = verifyTranscript(readFileSync(file, 'utf8'), readFileSync(keys, 'utf8'));
  process.stdout.write(isGenuine ? 'verified\n' : 'NOT VERIFIED\n');
}
