// Lets the threads that tests start run TypeScript: vitest transforms only what its own runner imports. Named by
// `execArgv` in vitest.config.mjs, which threads inherit.
import { register } from 'node:module';

register('./typescript-loader.mjs', import.meta.url);
