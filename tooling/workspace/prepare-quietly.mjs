// Whatever a command of the built workspace needs before it runs, with every word on stderr.
import { openSteps } from '../process/steps.mjs';
import { setUpTensorflow } from '../tensorflow/setup.mjs';
import { build, built } from './build.mjs';
import { install, installed } from './install.mjs';

/** @param {string} target name of the app to run; only it and what it depends on is built */
export async function prepareQuietly(target) {
  const step = openSteps(process.stderr);
  if (!installed()) {
    await step('install', install);
    await step(
      'TensorFlow',
      (say) => setUpTensorflow({ say }),
      ({ engine, reason }) => `${engine}, ${reason}`,
    );
  }
  if (!built(target)) await step('build', () => build({ target }));
}
