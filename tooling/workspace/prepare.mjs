// What every way in needs first: dependencies and a build, and TensorFlow where it is wanted. Each step is skipped where nothing changed.
import { openSteps } from '../process/steps.mjs';
import { setUpTensorflow } from '../tensorflow/setup.mjs';
import { build, built } from './build.mjs';
import { install, installed } from './install.mjs';
import { kernelLoads } from './kernel.mjs';

/** @typedef {ReturnType<typeof openSteps>} Step */

/**
 * @param {Step} step
 * @param {'always' | 'without-kernel'} tensorflow when it is prepared: the native kernel does without it, but for some losses, for
 *   which the command line prepares it by itself
 */
export async function prepareWorkspace(step, tensorflow) {
  await installAll(step);
  await step(
    'build',
    () => build(),
    (done) => (done ? 'built' : 'up to date'),
  );
  if (tensorflow === 'always' || !(await kernelLoads())) await prepareTensorflow(step);
}

/**
 * The same for a command whose own output is on stdout: every word on stderr, and none where there is nothing to do.
 *
 * @param {string} target name of the app to run; only it and what it depends on is built
 */
export async function prepareQuietly(target) {
  const step = openSteps(process.stderr);
  if (!installed()) await installAll(step);
  if (!built(target)) await step('build', () => build({ target }));
}

/** @param {Step} step */
async function installAll(step) {
  await step('install', install, (done) => (done ? 'dependencies installed' : 'up to date'));
}

/** @param {Step} step */
async function prepareTensorflow(step) {
  await step(
    'TensorFlow',
    (say) => setUpTensorflow({ say }),
    ({ engine, reason }) => `${engine}, ${reason}`,
  );
}
