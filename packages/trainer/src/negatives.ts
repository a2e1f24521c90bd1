import { inBatchNegatives, type NegativeSource, uniformNegatives } from '@twotower/sampling';
import { type Config, ConfigError } from '@twotower/schema';

/** The sources of negatives that a config names. */
export function createNegatives(config: Config, counts: Float64Array): NegativeSource[] {
  if (!config.negatives.some((negative) => negative.kind === 'in-batch')) {
    throw new ConfigError("negatives has no { kind: 'in-batch' }; add it, the others come on top of it");
  }
  return config.negatives.map((negative) =>
    negative.kind === 'in-batch' ? inBatchNegatives(counts) : uniformNegatives(counts.length, negative.count),
  );
}
