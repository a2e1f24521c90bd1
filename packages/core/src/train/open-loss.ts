import { kernelKind, kernelLoss } from './kernel-loss.ts';
import type { LossOptions } from './losses/create-loss.ts';
import { type StepEngine, withTensors } from './step-engine.ts';
import { tensorLoss } from './tensor-loss.ts';
import type { VectorLoss } from './vector-loss.ts';

/**
 * A loss by the kernel, where it is there and knows it, else by TensorFlow. Throws `CoreError` where neither can.
 *
 * @param learnTemperature asks for `logTemperature`
 */
export function openLoss(
  engine: StepEngine,
  options: LossOptions | undefined,
  dim: number,
  learnTemperature = false,
): VectorLoss {
  const { kernel } = engine;
  return kernel && kernelKind(options) !== undefined
    ? kernelLoss(kernel, options, dim, learnTemperature)
    : tensorLoss(withTensors(engine), options, dim, learnTemperature);
}
