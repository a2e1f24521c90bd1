import type { Dataset } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { mergeRepeats } from './merge-repeats.ts';
import { type PositiveSource, positivesOf } from './positives.ts';

/** The positives that a model learns from, of one or several parts of a log, by the config's `data.repeats`. */
export function trainingPositives({ data }: Pick<Config, 'data'>, parts: readonly Dataset[]): PositiveSource {
  const positives = positivesOf(parts);
  return data.repeats === 'merge' ? mergeRepeats(positives, parts[0].items.ids.length) : positives;
}
