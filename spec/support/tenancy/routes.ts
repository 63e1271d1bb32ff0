import type { Router } from 'express';

/** One registered route. */
export interface FoundRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method: string }[] };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

/** Every route of a router and of the routers in it, as they are registered. */
export function routesOf(router: Router): FoundRoute[] {
  const { stack }: { stack: readonly Layer[] } = router as unknown as { stack: readonly Layer[] };
  const found = stack.flatMap((layer) => routesIn(layer));
  const each = new Map(found.map((one) => [`${one.method} ${one.path}`, one]));
  return [...each.values()];
}

function routesIn({ route, handle }: Layer): FoundRoute[] {
  if (route === undefined) return (handle?.stack ?? []).flatMap((layer) => routesIn(layer));
  const methods = new Set(route.stack.map(({ method }) => method.toUpperCase()));
  return [...methods].map((method) => {
    if (method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE') {
      return { method, path: route.path };
    }
    throw new Error(`No case for the method ${method} of ${route.path}.`);
  });
}
