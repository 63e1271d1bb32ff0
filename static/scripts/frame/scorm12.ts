import * as build from 'scorm-again/scorm12';
import { scormAgainClass } from './cmi-model.ts';
import { createPlayer12 } from './play-12.ts';
import { runFrame } from './run-frame.ts';

const make = scormAgainClass(build, 'Scorm12API');

runFrame({ apiName: 'API', make, createPlayer: createPlayer12 });
