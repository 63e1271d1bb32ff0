import type { Router } from 'express';
import { actorOf } from '../../people/index.ts';
import { createRouter, respond, route } from '../../platform/index.ts';
import { transcriptPdf } from '../pdf/transcript-pdf.ts';
import { sendPdf } from './send-pdf.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Transcripts } from './transcript-service.ts';

/** One's own whole record, and the keys by which anyone checks it. */
export function transcriptRoutes(transcripts: Transcripts, keys: SigningKeys): Router {
  const router = createRouter();
  const { get } = route(router);

  get('/transcript.pdf', async (req, res) => {
    const { personId, locale } = actorOf(req);
    sendPdf(res, await transcriptPdf(await transcripts.of(personId), locale), 'training-record');
  });

  get('/transcript.json', async (req, res) => {
    const signed = await transcripts.signed(actorOf(req).personId);
    res.set('Content-Disposition', 'attachment; filename="training-record.json"');
    respond(res).json(signed);
  });

  get('/keys/transcript.json', async (_req, res) => {
    // Public by purpose: pages of other origins may check a record too.
    res.set('Access-Control-Allow-Origin', '*');
    respond(res).json(await keys.published());
  });

  return router;
}
