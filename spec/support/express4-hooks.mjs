/** Gives everything that asks for Express the release 4 that some hosts still run. */
export function resolve(name, context, next) {
  return next(name === 'express' ? 'express4' : name, context);
}
