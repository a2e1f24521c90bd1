export type { Kernel } from './kernel.ts';
export { type LoadedKernel, loadKernel } from './load-kernel.ts';
