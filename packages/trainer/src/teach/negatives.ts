import {
  allItems,
  countFrequency,
  inBatchNegatives,
  type NegativeSource,
  popularityNegatives,
  type StreamingFrequency,
  type StreamingOptions,
  type StreamingState,
  streamingFrequency,
  uniformNegatives,
  type VectorQueue,
  type VectorQueueState,
  vectorQueue,
} from '@twotower/sampling';
import { ConfigError } from '@twotower/schema';
import { loadCustom } from '../prepare/custom-code.ts';
import type { LearningConfig } from '../prepare/learning-config.ts';

/** The negatives that all rows of a batch share. */
export interface SharedNegatives {
  readonly sources: readonly NegativeSource[];
  readonly logQ: 'none' | 'count' | 'streaming';
  /** Estimates how often items are positives; only with logQ `streaming`. */
  readonly streaming?: StreamingFrequency;
  /** Vectors of past batches; each step's are to be pushed. */
  readonly queue?: VectorQueue;
}

/** What negatives learn on their way, for a run that goes on later. */
export interface NegativesState {
  readonly streaming?: StreamingState;
  readonly queue?: VectorQueueState;
}

/** What a custom source of negatives is made from. */
export interface CatalogueCounts {
  /** How many items there are. */
  readonly items: number;
  /** `[items]`, how often each is a positive of the training part. */
  readonly counts: Float64Array;
}

/**
 * The shared sources that a config names.
 *
 * @param counts `[items]`, how often each is a positive
 * @param drawn `[items]`, how often each is expected among the positives of an epoch; see `drawnCounts`
 * @param state what they have learnt before
 * @throws ConfigError where in-batch negatives are missing
 */
export async function createNegatives(
  config: LearningConfig,
  counts: Float64Array,
  drawn: Float64Array,
  state?: NegativesState,
): Promise<SharedNegatives> {
  const { negatives, training } = config;
  if (!negatives.some(({ kind }) => kind === 'in-batch')) {
    throw new ConfigError("negatives has no { kind: 'in-batch' }; add it, the others come on top of it");
  }
  const logQ = 'logQ' in config.loss ? config.loss.logQ : 'none';
  const streaming =
    logQ === 'streaming'
      ? streamingFrequency(streamingOptions(counts.length, training.seed, state?.streaming), state?.streaming)
      : undefined;
  const sources: NegativeSource[] = [];
  let queue: VectorQueue | undefined;
  for (const negative of negatives) {
    switch (negative.kind) {
      case 'in-batch':
        sources.push(inBatchNegatives(streaming ?? drawn));
        break;
      case 'uniform':
        sources.push(uniformNegatives(counts.length, negative.count));
        break;
      case 'all':
        sources.push(allItems(counts.length));
        break;
      case 'popularity':
        sources.push(popularityNegatives(counts, { count: negative.count, exponent: negative.exponent }));
        break;
      case 'custom':
        sources.push(
          (await loadCustom<(catalogue: CatalogueCounts) => NegativeSource>(negative.source))({
            items: counts.length,
            counts,
          }),
        );
        break;
      case 'queue':
        queue = vectorQueue(
          {
            capacity: negative.capacity,
            dim: config.model.dim,
            warmUp: negative.warmUp,
            frequency: streaming ?? countFrequency(drawn),
          },
          state?.queue,
        );
        sources.push(queue);
        break;
      case 'hard':
        break;
    }
  }
  return { sources, logQ, ...(streaming && { streaming }), ...(queue && { queue }) };
}

/** How frequencies are estimated; with a state as it was begun, also where there are more items by now. */
export function streamingOptions(items: number, seed: number, state?: StreamingState): StreamingOptions {
  const buckets = state ? state.gap.length / hashes : Math.max(1024, 2 * items);
  return { buckets, hashes, initialGap: Math.max(1, items), seed };
}

const hashes = 2;
