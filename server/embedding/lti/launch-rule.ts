import type { JWTPayload } from 'jose';

/** Claims of a message whose signature is right. */
export type Claims = JWTPayload;

/** What a message is held against. */
export interface RuleContext {
  readonly issuer: string;
  readonly clientId: string;
  /** Deployments that the agency has allowed. */
  readonly deployments: readonly string[];
  /** SHA-256 of the nonce of the login that the state names. */
  readonly nonceHash: string;
  /** What the login said about the place. */
  readonly targetLinkUri: string;
  /** Our own address, mount path included. */
  readonly publicUrl: string;
  readonly now: Date;
}

/** One rule of a standard; throws AppError `LTI_…` with its paragraph. */
export type Rule = (claims: Claims, context: RuleContext) => void;

/** A text that is there and not blank. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** A member of a claim that is an object; undefined for everything else. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
