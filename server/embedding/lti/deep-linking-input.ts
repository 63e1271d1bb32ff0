import { z } from 'zod';

const settings = z.object({
  deep_link_return_url: z.string(),
  accept_multiple: z.union([z.boolean(), z.stringbool()]).catch(false),
  accept_lineitem: z.union([z.boolean(), z.stringbool()]).catch(true),
  data: z.string().nullable().catch(null),
});

/** What the LMS says of the choice that it asks for (DL 4.4.6); the rules have checked where the answer goes. */
export function readDeepLinking(claim: unknown) {
  const read = settings.parse(claim);
  return {
    returnUrl: read.deep_link_return_url,
    acceptsMany: read.accept_multiple,
    /** An LMS that says nothing takes them, or leaves them aside. */
    acceptsLineItem: read.accept_lineitem,
    data: read.data,
  };
}
