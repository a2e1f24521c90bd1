import { kernelSuffices } from '@twotower/core/train';
import type { LearningConfig } from '../prepare/learning-config.ts';
import { stepOptions } from './step-options.ts';

/** Whether the native kernel is there and teaches such a config alone, so that no TensorFlow is needed. */
export async function kernelTeaches(config: LearningConfig): Promise<boolean> {
  return kernelSuffices(await stepOptions(config));
}
