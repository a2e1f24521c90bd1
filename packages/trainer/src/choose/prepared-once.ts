import type { Config } from '@twotower/schema';
import { prepareTraining, type Split, type TrainingData } from '../prepare/prepare.ts';

/** Encodings that are held; each takes some tens of bytes a positive. */
const mostHeld = 8;

/** Encodes a training part once for all configs that read it alike, as far as few are held. */
export function preparedOnce(train: Split['train']): (config: Config) => TrainingData {
  const held = new Map<string, TrainingData>();
  return (config) => {
    const { schema, data, model, training, negatives } = config;
    const key = JSON.stringify({
      ...{ schema, repeats: data.repeats, halfLife: training.halfLife, history: model.history },
      useId: model.user.useId,
      kinds: negatives.map((negative) => [negative.kind, 'source' in negative && negative.source]),
    });
    const found = held.get(key) ?? prepareTraining(config, train);
    held.delete(key);
    held.set(key, found);
    const [oldest] = held.keys();
    if (held.size > mostHeld) {
      held.delete(oldest);
    }
    return found;
  };
}
