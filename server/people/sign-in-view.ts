/** What a refused form says: a sentence per field. */
export type Faults = Readonly<Record<string, string>>;

/** One control of a form, with what was typed and why it was refused. */
export interface Field {
  readonly value: string;
  readonly fault: string | null;
}

/** A field of a form; passwords are never sent back. */
export function fieldOf(name: string, typed: Readonly<Record<string, unknown>>, faults: Faults): Field {
  const value = typed[name];
  return { value: typeof value === 'string' ? value : '', fault: faults[name] ?? null };
}

/** The sign-in page. `next` is already safe. */
export function signInView(typed: Record<string, unknown>, faults: Faults, next: string) {
  return {
    email: fieldOf('email', typed, faults),
    password: { value: '', fault: faults['password'] ?? null },
    next,
  };
}

/** The page that asks for a reset link. */
export function resetRequestView(typed: Record<string, unknown>, faults: Faults, isSent: boolean) {
  return { email: fieldOf('email', typed, faults), isSent };
}

/** The page on which a link sets the password. */
export function resetFinishView(token: string, email: string | null, faults: Faults) {
  return {
    token,
    address: email ?? '',
    password: { value: '', fault: faults['password'] ?? null },
    again: { value: '', fault: faults['again'] ?? null },
  };
}
