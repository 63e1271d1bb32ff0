import { register } from 'node:module';

register('./express4-hooks.mjs', import.meta.url);
