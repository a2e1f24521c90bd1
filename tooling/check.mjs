// The root script `check`: boundaries, formatting and lint, types.
import { openSteps, orFail } from './process/steps.mjs';
import { check } from './testing/check.mjs';

await orFail(() => openSteps(process.stdout)('check', check));
