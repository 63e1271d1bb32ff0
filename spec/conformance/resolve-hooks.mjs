/** Tries a bare name from this project when the importing file has no module folder of its own. */
export async function resolve(name, context, next) {
  try {
    return await next(name, context);
  } catch (fault) {
    if (fault?.code !== 'ERR_MODULE_NOT_FOUND' || name.startsWith('.')) throw fault;
    return next(name, { ...context, parentURL: import.meta.url });
  }
}
