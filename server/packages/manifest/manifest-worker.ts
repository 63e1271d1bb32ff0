import { parentPort, workerData } from 'node:worker_threads';
import { readManifestBytes } from './read-manifest-bytes.ts';

if (workerData instanceof Uint8Array) parentPort?.postMessage(readManifestBytes(workerData), []);
