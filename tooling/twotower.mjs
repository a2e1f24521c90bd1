// The root script `twotower`: builds what is stale, then is the command line of apps/worker.
import { callersFolder, handOver } from './process/handover.mjs';
import { inRoot } from './process/paths.mjs';
import { orFail } from './process/steps.mjs';
import { prepareQuietly } from './workspace/prepare.mjs';

const args = process.argv.slice(2);

await orFail(
  async () => {
    await prepareQuietly('@twotower/worker');
    handOver(inRoot('apps/worker/bin/twotower.js'), args, callersFolder());
  },
  (message) => {
    if (args.includes('--json')) console.log(JSON.stringify({ error: { code: 'FAILED', message } }));
  },
);
