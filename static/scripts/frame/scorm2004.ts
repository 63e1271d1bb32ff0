import * as build from 'scorm-again/scorm2004';
import { scormAgainClass } from './cmi-model.ts';
import { createPlayer2004 } from './play-2004.ts';
import { runFrame } from './run-frame.ts';

const make = scormAgainClass(build, 'Scorm2004API');

runFrame({ apiName: 'API_1484_11', make, createPlayer: createPlayer2004 });
