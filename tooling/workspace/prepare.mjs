// Whatever a command of the built workspace needs before it runs, with every word on stderr.
import { openSteps } from '../process/steps.mjs';
import { setUpTensorflow } from '../tensorflow/setup.mjs';
import { build, built } from './build.mjs';
import { install, installed } from './install.mjs';

export async function prepareQuietly() {
  const step = openSteps(process.stderr);
  if (!installed()) {
    await step('install', install);
    await step('TensorFlow', (say) => setUpTensorflow({ say }), ({ engine, reason }) => `${engine}, ${reason}`);
  }
  if (!built()) await step('build', () => build());
}
