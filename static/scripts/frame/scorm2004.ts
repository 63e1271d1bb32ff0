import * as build from 'scorm-again/scorm2004';
import type { ScormAgainApi, ScormAgainSettings } from './cmi-model.ts';
import { createPlayer2004 } from './play-2004.ts';
import { runFrame } from './run-frame.ts';

/** The build of one standard exports its class by name; its types speak of a default export that is not there. */
const { Scorm2004API } = build as unknown as { Scorm2004API: new (settings: ScormAgainSettings) => ScormAgainApi };

runFrame({ apiName: 'API_1484_11', make: (settings) => new Scorm2004API(settings), createPlayer: createPlayer2004 });
