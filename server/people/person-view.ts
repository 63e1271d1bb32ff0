/** What a name is made of. */
export interface NameParts {
  readonly givenName: string;
  readonly familyName: string;
  readonly rank: string;
}

/** "Maria Reyes": the name as lists and records show it. */
export function nameOf({ givenName, familyName }: NameParts): string {
  return `${givenName} ${familyName}`.trim();
}

/** "Dep. Maria Reyes": the name as the person is addressed. */
export function fullNameOf(person: NameParts): string {
  return `${person.rank} ${nameOf(person)}`.trim();
}

/** "MR": two letters for the corner of the page, '' for a person without a name. */
export function initialsOf({ givenName, familyName }: NameParts): string {
  return `${firstLetter(givenName)}${firstLetter(familyName)}`;
}

function firstLetter(text: string): string {
  return String.fromCodePoint(...[text.codePointAt(0) ?? []].flat()).toUpperCase();
}
