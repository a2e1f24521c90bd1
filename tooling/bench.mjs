// The root script `bench`: builds what is stale, gets TensorFlow to compare with, then runs the measurements of bench/.
import { callersFolder, handOver } from './process/handover.mjs';
import { inRoot } from './process/paths.mjs';
import { orFail } from './process/steps.mjs';
import { setUpTensorflow } from './tensorflow/setup.mjs';
import { prepareQuietly } from './workspace/prepare.mjs';

const args = process.argv.slice(2);

await orFail(async () => {
  await prepareQuietly('@twotower/bench');
  if (!args.includes('--help')) await setUpTensorflow();
  handOver(inRoot('bench/dist/main.js'), args, callersFolder());
});
