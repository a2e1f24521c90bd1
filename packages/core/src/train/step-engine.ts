import type { Kernel } from '@twotower/kernel';
import { loadKernel } from '@twotower/kernel';
import { CoreError } from '../error.ts';
import { type Engine, type EngineName, loadEngine } from './engine.ts';
import { kernelKind } from './kernel-loss.ts';
import type { TrainStepOptions } from './train-step-options.ts';

/** What works a step out: an engine, or the native kernel alone. */
export type StepEngine = Engine | { readonly tf?: undefined; readonly kernel: Kernel };

/** Whether the native kernel is there and does all that a step with such options needs. */
export function kernelSuffices(options: Pick<TrainStepOptions, 'loss'>): boolean {
  return kernelKind(options.loss) !== undefined && loadKernel().kind === 'loaded';
}

/**
 * The least that a step with such options needs: the kernel alone where it does all of it, without the half second and
 * the 100 MB of TensorFlow, else that engine.
 *
 * @param kernel whether the kernel may be used
 */
export async function loadStepEngine(
  name: EngineName,
  options: TrainStepOptions,
  kernel: boolean,
): Promise<StepEngine> {
  if (kernel && kernelKind(options.loss) !== undefined) {
    const loaded = loadKernel();
    if (loaded.kind === 'loaded') return { kernel: loaded.kernel };
  }
  return loadEngine(name, { kernel });
}

/** Throws {@link CoreError} where only the kernel is there. */
export function withTensors(engine: StepEngine): Engine {
  if (engine.tf === undefined)
    throw new CoreError('train step: the kernel cannot do what is asked; load an engine (loadEngine)');
  return engine;
}
