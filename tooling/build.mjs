// The root script `build`: all packages and apps, by turbo.
import { orFail } from './process/steps.mjs';
import { build } from './workspace/build.mjs';

await orFail(() => build({ output: 'show', force: true }));
