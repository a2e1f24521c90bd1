import type { ColumnFeatureConfig } from '@twotower/schema';
import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import type { TimeForm } from '../times/time-form.ts';
import { categorical } from './categorical.ts';
import { categories } from './categories.ts';
import type { ColumnKind, EncoderKind, ValueEncoder } from './encoder.ts';
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
  form?: TimeForm,
): ValueEncoder {
  switch (config.kind) {
    case 'categorical':
      return categorical.fit(config, trainingValues);
    case 'categories':
      return categories.fit(config, trainingValues);
    case 'numeric':
      return numeric.fit(config, trainingValues);
    case 'text':
      return text.fit(config, trainingValues);
    case 'time':
      return time.fit(config, trainingValues, form);
    case 'vector':
      return vector.fit(config, trainingValues);
  }
}

/** Opens a saved encoder of any kind. @throws FeaturesError for a state of no known kind */
export function openEncoder(state: unknown): ValueEncoder {
  return kinds[parseState(kindSchema, state).kind].open(state);
}
