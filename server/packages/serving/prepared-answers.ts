import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptsGzip, matchesTag } from './content-range.ts';
import type { PreparedFile } from './send-file.ts';
import { createWeightedCache } from './weighted-cache.ts';

/** Bytes of all prepared answers, and what one costs besides its body and its address. */
const MOST_BYTES = 32 * 1024 * 1024;
const ANSWER_BYTES = 2048;
/** Different `Accept-Encoding` headers whose meaning is remembered: browsers send a handful. */
const MOST_OFFERS = 100;

/** Answers by address, to be sent at once: no promise, no signature, no search; most of what a course's page asks for. */
export interface PreparedAnswers {
  /** False where nothing is prepared, or where something else than the whole file is asked for. */
  send(req: IncomingMessage, res: ServerResponse): boolean;
  /** Keeps what `prepare` makes for as long as `isCurrent`. */
  keep(req: IncomingMessage, isCurrent: () => boolean, prepare: () => PreparedFile | null): void;
}

type Kept = PreparedFile & { readonly isCurrent: () => boolean };

/** Prepared answers of one process; they hold what the long way has sent before, never more than it would send now. */
export function createPreparedAnswers(): PreparedAnswers {
  const answers = createWeightedCache<Kept>(MOST_BYTES);
  const offers = createWeightedCache<boolean>(MOST_OFFERS);

  function takesGzip(offer: string | undefined): boolean {
    if (offer === undefined) return false;
    let takes = offers.get(offer);
    if (takes === undefined) {
      takes = acceptsGzip(offer);
      if (offer.length <= ANSWER_BYTES) offers.set(offer, takes, 1);
    }
    return takes;
  }

  return {
    send(req, res) {
      const kept = answers.get(addressOf(req));
      if (kept === undefined || req.method !== 'GET' || !kept.isCurrent()) return false;
      const { headers } = req;
      if (headers.range !== undefined || headers['service-worker'] !== undefined) return false;
      if (kept.isGzip && !takesGzip(headers['accept-encoding'])) return false;
      if (matchesTag(headers['if-none-match'], kept.tag)) res.writeHead(304, kept.unchangedHead).end();
      else res.writeHead(200, kept.head).end(kept.body);
      return true;
    },
    keep(req, isCurrent, prepare) {
      const address = addressOf(req);
      if (answers.get(address)?.isCurrent() === true) return;
      const file = prepare();
      if (file === null) answers.delete(address);
      else answers.set(address, { ...file, isCurrent }, file.body.length + address.length * 2 + ANSWER_BYTES);
    },
  };
}

/** What is asked for, without the query: it means nothing to files. */
function addressOf({ url = '' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
