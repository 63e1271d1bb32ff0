/** `{{#if (eq state 'draft')}}` */
export const eq = (left: unknown, right: unknown): boolean => left === right;
