import type { Tensors } from '@twotower/store';
import { TrainerError } from '../error.ts';
import type { LearningConfig } from '../prepare/learning-config.ts';
import type { NegativesState, SharedNegatives } from './negatives.ts';

const prefix = 'negatives/';
const streamingNames = ['streaming-samples', 'streaming-last-seen', 'streaming-gap'];
const queueNames = ['queue-items', 'queue-vectors', 'queue-next', 'queue-pushes'];

/**
 * All that negatives have learnt, as tensors `negatives/<name>`, for a run that goes on later. An epoch's draws depend on
 * seed and number alone; what a custom source holds is its own affair and not kept.
 */
export function exportNegatives({ streaming, queue }: SharedNegatives): Tensors {
  const tensors: Tensors = {};
  const add = (name: string, data: Tensors[string]['data']) => {
    tensors[`${prefix}${name}`] = { shape: [data.length], data };
  };
  if (streaming) {
    const { samples, lastSeen, gap } = streaming.state();
    add('streaming-samples', Float64Array.of(samples));
    add('streaming-last-seen', lastSeen);
    add('streaming-gap', gap);
  }
  if (queue) {
    const { items, vectors, next, pushes } = queue.state();
    add('queue-items', items);
    add('queue-vectors', vectors);
    add('queue-next', Float64Array.of(next));
    add('queue-pushes', Float64Array.of(pushes));
  }
  return tensors;
}

/**
 * What {@link exportNegatives} gave, out of all tensors of a state.
 *
 * @throws TrainerError where one that the config needs is missing, of another kind of number, or one is there that it does not know
 */
export function importNegatives(
  config: Pick<LearningConfig, 'loss' | 'negatives'>,
  tensors: Tensors,
): NegativesState {
  const hasStreaming = 'logQ' in config.loss && config.loss.logQ === 'streaming';
  const hasQueue = config.negatives.some(({ kind }) => kind === 'queue');
  const expected = [...(hasStreaming ? streamingNames : []), ...(hasQueue ? queueNames : [])];
  const surplus = Object.keys(tensors).find(
    (key) => key.startsWith(prefix) && !expected.includes(key.slice(prefix.length)),
  );
  if (surplus !== undefined) {
    throw wrong(`${surplus} is there, which loss.logQ and negatives of this config do not know`);
  }
  const read = <T extends Tensors[string]['data']>(name: string, Kind: new (length: number) => T): T => {
    const data = tensors[`${prefix}${name}`]?.data;
    if (data === undefined) {
      throw wrong(`${prefix}${name} is missing`);
    }
    if (!(data instanceof Kind)) {
      throw wrong(`${prefix}${name} is a ${data.constructor.name}, expected ${Kind.name}`);
    }
    return data;
  };
  return {
    ...(hasStreaming && {
      streaming: {
        samples: read('streaming-samples', Float64Array)[0],
        lastSeen: read('streaming-last-seen', Float64Array),
        gap: read('streaming-gap', Float64Array),
      },
    }),
    ...(hasQueue && {
      queue: {
        items: read('queue-items', Int32Array),
        vectors: read('queue-vectors', Float32Array),
        next: read('queue-next', Float64Array)[0],
        pushes: read('queue-pushes', Float64Array)[0],
      },
    }),
  };
}

function wrong(what: string): TrainerError {
  return new TrainerError(
    'data',
    `the state of negatives: ${what}; start anew, or go on with the config it was saved with`,
  );
}
