import { streamingFrequency } from '@twotower/sampling';
import type { Tensors } from '@twotower/store';
import type { LearningConfig } from '../prepare/learning-config.ts';
import { streamingOptions } from '../teach/negatives.ts';
import { exportNegatives } from '../teach/negatives-state.ts';
import type { BaseBundle } from './base-bundle.ts';

/** Of so many of a bundle's positives an estimator of frequencies is taught what the bundle knows. */
const mostSamples = 1 << 18;

/** What a teacher held, with frequencies as the bundle's positives tell them where none were estimated yet. */
export function withFrequencies(
  config: LearningConfig,
  held: Tensors,
  { items, users }: Pick<BaseBundle, 'items' | 'users'>,
): Tensors {
  const isEstimated = 'logQ' in config.loss && config.loss.logQ === 'streaming';
  if (!isEstimated || Object.keys(held).some((name) => name.startsWith('negatives/streaming'))) return held;
  const { history } = users;
  const stride = Math.max(1, Math.ceil(history.items.length / mostSamples));
  const sample = Int32Array.from(history.items.keys()).filter((e) => e % stride === 0);
  // Those without a time stay as they lie.
  sample.sort((a, b) => history.times[a] - history.times[b] || a - b);
  const streaming = streamingFrequency(streamingOptions(items.ids.length, config.training.seed));
  streaming.observe(sample.map((e) => history.items[e]));
  return { ...held, ...exportNegatives({ sources: [], logQ: 'streaming', streaming }) };
}
