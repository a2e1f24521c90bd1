import type { Config } from '@twotower/schema';
import type { OnProgress } from '../progress.ts';
import { orderSignal } from './order-signal.ts';
import type { Split } from './prepare.ts';
import { hasOrder } from './settle-order.ts';
import { trainingPositives } from './training-positives.ts';

/** Fewer users cannot tell order from chance. */
const leastAsked = 100;
/** What transitions must foretell more often than popularity. */
const clearly = 1.5;

/**
 * The config with `model.history: auto` made one or the other: `windows` where the training part shows that one thing leads to
 * the next, else `mean`. A log without times has an order only where its split says so; a history of `others` has none.
 */
export function settleWindows(config: Config, split: Split, onProgress?: OnProgress): Config {
  const histories = Object.values(config.schema.user.features).filter(({ kind }) => kind === 'history');
  if (config.model.history !== 'auto' || histories.length === 0) {
    return config;
  }
  const hasEarlier = histories.some((feature) => feature.kind === 'history' && feature.of !== 'others');
  const isOrdered = hasEarlier && hasOrder(config, split);
  const signal = isOrdered
    ? orderSignal(trainingPositives(config, [split.train]), split.train.items.ids.length)
    : undefined;
  const leads =
    signal !== undefined &&
    signal.asked >= leastAsked &&
    signal.byTransitions > clearly * Math.max(signal.byPopularity, 0.01 * signal.asked);
  const history = leads ? 'windows' : 'mean';
  if (signal) {
    const share = (hits: number) => `${((100 * hits) / Math.max(1, signal.asked)).toFixed(0)} %`;
    const message = `histories are read as ${leads ? 'windows' : 'a mean'}: what comes next is foretold in ${share(signal.byTransitions)} by the item before, in ${share(signal.byPopularity)} by popularity (model.history: auto)`;
    onProgress?.({ kind: 'notice', message });
  }
  return { ...config, model: { ...config.model, history } };
}
