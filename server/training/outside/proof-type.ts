/** A kind of file that is taken as proof. */
export interface ProofType {
  readonly mediaType: 'application/pdf' | 'image/jpeg' | 'image/png';
  readonly ending: 'pdf' | 'jpg' | 'png';
}

const TYPES: readonly (ProofType & { readonly magic: readonly number[] })[] = [
  { mediaType: 'application/pdf', ending: 'pdf', magic: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/jpeg', ending: 'jpg', magic: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/png', ending: 'png', magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
];

/** Bytes that `proofTypeOf` looks at. */
export const MAGIC_BYTES = 8;

/** What a file is by its first bytes, whatever its name says; null for every other kind. */
export function proofTypeOf(head: Uint8Array): ProofType | null {
  const found = TYPES.find(({ magic }) => magic.every((byte, place) => head[place] === byte));
  return found === undefined ? null : { mediaType: found.mediaType, ending: found.ending };
}

/** Ending of files of a stored type; null for a type that is not taken. */
export function endingOf(mediaType: string): ProofType['ending'] | null {
  return TYPES.find((type) => type.mediaType === mediaType)?.ending ?? null;
}
