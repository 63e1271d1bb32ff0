/** Names out of what an LMS says: `Last, First`, as SCORM wants it, or any other text, which stays whole. */
export function readLearnerName(text: string): { givenName: string; familyName: string } {
  const plain = text.replace(/\p{Cc}+/gu, ' ').trim();
  const [before = '', ...after] = plain.split(',');
  const givenName = after.join(',').trim();
  return givenName === ''
    ? { givenName: before.trim(), familyName: '' }
    : { givenName: givenName.slice(0, 120), familyName: before.trim().slice(0, 120) };
}
