// The root script `bench`: builds what is stale, then runs the measurements of bench/.
import { callersFolder, handOver } from './process/handover.mjs';
import { inRoot } from './process/paths.mjs';
import { orFail } from './process/steps.mjs';
import { prepareQuietly } from './workspace/prepare.mjs';

await orFail(async () => {
  await prepareQuietly('@twotower/bench');
  handOver(inRoot('bench/dist/main.js'), process.argv.slice(2), callersFolder());
});
