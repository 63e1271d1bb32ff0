import { z } from 'zod';

const payloadInput = z.record(z.string(), z.unknown());

/** Reads a stored payload back; throws where the row holds anything but a JSON object. */
export const parsePayload = (text: string): Record<string, unknown> => payloadInput.parse(JSON.parse(text));
