import * as build from 'scorm-again/scorm12';
import type { ScormAgainApi, ScormAgainSettings } from './cmi-model.ts';
import { createPlayer12 } from './play-12.ts';
import { runFrame } from './run-frame.ts';

/** The build of one standard exports its class by name; its types speak of a default export that is not there. */
const { Scorm12API } = build as unknown as { Scorm12API: new (settings: ScormAgainSettings) => ScormAgainApi };

runFrame({ apiName: 'API', make: (settings) => new Scorm12API(settings), createPlayer: createPlayer12 });
