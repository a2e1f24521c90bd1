import type { Config } from '@twotower/schema';
import type { OnProgress } from '../progress.ts';
import type { Split } from './prepare.ts';
import { settleOrder } from './settle-order.ts';
import { settleRepeats } from './settle-repeats.ts';
import { settleSubsample } from './settle-subsample.ts';
import { settleWindows } from './settle-windows.ts';

/**
 * The config with every `auto` that a look at the training part decides, without a training: `data.repeats`, what a history is
 * `of`, `model.history` and `training.subsample`. In this order, as the later read what the earlier have decided.
 */
export function settleConfig(config: Config, split: Split, onProgress?: OnProgress): Config {
  const steps = [settleRepeats, settleOrder, settleWindows, settleSubsample];
  return steps.reduce((settled, settle) => settle(settled, split, onProgress), config);
}
