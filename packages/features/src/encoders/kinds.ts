import type { ColumnFeatureConfig } from '@twotower/schema';
import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { categorical } from './categorical.ts';
import { categories } from './categories.ts';
import type { ColumnKind, EncoderKind, FitSetting, ValueEncoder } from './encoder.ts';
import { numeric } from './numeric.ts';
import { parseState } from './parse-state.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { vector } from './vector.ts';

const kinds: { readonly [Kind in ColumnKind]: EncoderKind<Kind> } = {
  categorical,
  categories,
  numeric,
  text,
  time,
  vector,
};
const kindSchema = z.object({
  kind: z.enum(['categorical', 'categories', 'numeric', 'text', 'time', 'vector']),
});

/** Fits the encoder of a feature's kind on the values of the training part. */
export function fitEncoder(
  config: ColumnFeatureConfig,
  trainingValues: Iterable<RawValue>,
  setting: FitSetting,
): ValueEncoder {
  switch (config.kind) {
    case 'categorical':
      return categorical.fit(config, trainingValues, setting);
    case 'categories':
      return categories.fit(config, trainingValues, setting);
    case 'numeric':
      return numeric.fit(config, trainingValues, setting);
    case 'text':
      return text.fit(config, trainingValues, setting);
    case 'time':
      return time.fit(config, trainingValues, setting);
    case 'vector':
      return vector.fit(config, trainingValues, setting);
  }
}

/** Opens a saved encoder of any kind. @throws FeaturesError for a state of no known kind */
export function openEncoder(state: unknown): ValueEncoder {
  return kinds[parseState(kindSchema, state).kind].open(state);
}
