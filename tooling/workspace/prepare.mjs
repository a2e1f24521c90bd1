// What every way in needs first: dependencies, TensorFlow, a build. Each step is skipped where nothing changed.
import { setUpTensorflow } from '../tensorflow/setup.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';

/** @param {ReturnType<import('../process/steps.mjs').openSteps>} step */
export async function prepareWorkspace(step) {
  await step('install', install, (done) => (done ? 'dependencies installed' : 'up to date'));
  await step(
    'TensorFlow',
    (say) => setUpTensorflow({ say }),
    ({ engine, reason }) => `${engine}, ${reason}`,
  );
  await step(
    'build',
    () => build(),
    (done) => (done ? 'built' : 'up to date'),
  );
}
