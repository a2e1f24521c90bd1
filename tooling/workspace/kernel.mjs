// Whether the native kernel is there: asked of the built package, as the apps ask it.
import { pathToFileURL } from 'node:url';
import { inRoot } from '../process/paths.mjs';

/** @returns {Promise<boolean>} once `packages/kernel` is built */
export async function kernelLoads() {
  const { loadKernel } = await import(pathToFileURL(inRoot('packages/kernel/dist/index.js')).href);
  return loadKernel().kind === 'loaded';
}
