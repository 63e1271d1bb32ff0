// The harness lies outside of this project and brings no modules: what it cannot find is looked for here.
import { register } from 'node:module';

register('./resolve-hooks.mjs', import.meta.url);
