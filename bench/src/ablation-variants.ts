import type { Config } from '@twotower/schema';

/** One way to train, with the settings among which validation chooses. */
export interface Variant {
  readonly name: string;
  /** Events without which it makes no sense. */
  readonly needs?: 'ranked_out' | 'impression';
  readonly settings: readonly { readonly setting: string; readonly apply: (config: Config) => Config }[];
}

type Loss = Config['loss'];
type Negative = Config['negatives'][number];

const temperatures = [0.1, 0.15, 0.25];
const easy: readonly Negative[] = [{ kind: 'in-batch' }, { kind: 'uniform', count: 512 }];

/** The loss at each temperature, with easy negatives and perhaps hard ones. */
function atTemperatures(loss: Loss, hard?: Negative) {
  return temperatures.map((temperature) => ({
    setting: `tau ${temperature}`,
    apply: (config: Config): Config => ({
      ...config,
      loss,
      model: { ...config.model, temperature },
      negatives: [...easy, ...(hard ? [hard] : [])],
    }),
  }));
}

/** A loss without temperature, at each of its own settings. */
function atSettings(losses: Readonly<Record<string, Loss>>) {
  return Object.entries(losses).map(([setting, loss]) => ({
    setting,
    apply: (config: Config): Config => ({ ...config, loss, negatives: [...easy] }),
  }));
}

const softmax = { kind: 'softmax', logQ: 'count', logQForm: 'plain' } as const;
const hard = (source: 'log' | 'index' | 'impressions'): Negative => ({
  kind: 'hard',
  source,
  perPositive: 2,
  ranks: [101, 500],
  fromEpoch: 2,
  rampEpochs: 2,
});

export const variants: readonly Variant[] = [
  {
    name: 'pointwise, 2 a positive',
    settings: atTemperatures({ kind: 'binary', form: 'cross-entropy', perPositive: 2 }),
  },
  {
    name: 'pairwise hinge',
    settings: atSettings({
      'margin 0.2': { kind: 'triplet-hinge', margin: 0.2 },
      'margin 0.5': { kind: 'triplet-hinge', margin: 0.5 },
      'margin 1': { kind: 'triplet-hinge', margin: 1 },
    }),
  },
  {
    name: 'pairwise logistic',
    settings: atSettings({
      'sigma 5': { kind: 'triplet-logistic', sigma: 5 },
      'sigma 10': { kind: 'triplet-logistic', sigma: 10 },
      'sigma 20': { kind: 'triplet-logistic', sigma: 20 },
    }),
  },
  { name: 'listwise, no logQ', settings: atTemperatures({ ...softmax, logQ: 'none' }) },
  { name: 'listwise, logQ plain (easy only)', settings: atTemperatures(softmax) },
  { name: 'listwise, logQ refined', settings: atTemperatures({ ...softmax, logQForm: 'refined' }) },
  { name: 'BSL, logQ plain', settings: atTemperatures({ kind: 'bsl', logQ: 'count', c: 1.22 }) },
  {
    name: 'CCL',
    settings: atSettings({
      'margin 0.4, weight 5': { kind: 'ccl', margin: 0.4, weight: 5 },
      'margin 0.4, weight 30': { kind: 'ccl', margin: 0.4, weight: 30 },
      'margin 0.8, weight 150': { kind: 'ccl', margin: 0.8, weight: 150 },
    }),
  },
  { name: 'listwise, easy + hard mined', settings: atTemperatures(softmax, hard('index')) },
  {
    name: 'listwise, easy + hard from the log',
    needs: 'ranked_out',
    settings: atTemperatures(softmax, hard('log')),
  },
  {
    name: 'listwise, impressions as negatives',
    needs: 'impression',
    settings: atTemperatures(softmax, hard('impressions')),
  },
];
