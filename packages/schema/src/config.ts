import { z } from 'zod';
import { columnFeatureSchema, featureSchema } from './feature.ts';
import { sourceSchema } from './source.ts';

const featuresSchema = z.record(z.string().min(1), featureSchema).default({});
const share = z.number().min(0).max(1);

const schemaSchema = z.strictObject({
  user: z.strictObject({ id: z.string().min(1), features: featuresSchema }),
  item: z.strictObject({
    id: z.string().min(1),
    features: featuresSchema,
    attributes: z.array(z.string().min(1)).default([]),
  }),
  /** Of the request, from columns of the events; part of the user tower's input. */
  context: z.record(z.string().min(1), columnFeatureSchema).default({}),
  event: z
    .strictObject({
      id: z.string().min(1).optional(),
      user: z.string().min(1).optional(),
      item: z.string().min(1).optional(),
      time: z.string().min(1).optional(),
      type: z.string().min(1).optional(),
      weight: z.string().min(1).optional(),
      request: z.string().min(1).optional(),
    })
    .default({}),
  /** Event types that count as positives, or a threshold on a numeric column. */
  positive: z
    .union([
      z.array(z.string().min(1)).min(1),
      z.strictObject({ column: z.string().min(1), atLeast: z.number() }),
    ])
    .default(['click']),
  hardNegative: z.array(z.string().min(1)).default(['ranked_out']),
  explicitNegative: z.array(z.string().min(1)).default(['dislike']),
});

const dataSchema = z.strictObject({
  events: sourceSchema,
  users: sourceSchema.optional(),
  items: sourceSchema.optional(),
  /** How delimited text is read; JSON, Parquet and databases know it themselves. */
  format: z
    .strictObject({
      delimiter: z.string().min(1).optional(),
      header: z.boolean().optional(),
      encoding: z.enum(['utf-8', 'latin-1']).default('utf-8'),
      /** Column names of files without a header, by the role of the file. */
      columns: z
        .strictObject({
          events: z.array(z.string().min(1)).optional(),
          users: z.array(z.string().min(1)).optional(),
          items: z.array(z.string().min(1)).optional(),
        })
        .default({}),
    })
    .prefault({}),
  rejects: z.strictObject({ atMost: share.default(0.01) }).prefault({}),
});

export const splitSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('temporal'),
    validation: share.default(0.05),
    test: share.default(0.1),
    /** Instants such as `2026-05-07` or `2026-05-07T00:00:00+08:00` at which the parts begin, instead of their shares. */
    validationFrom: z.string().min(1).optional(),
    testFrom: z.string().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('random'),
    validation: share.default(0.05),
    test: share.default(0.1),
    seed: z.int().default(42),
  }),
  /** A user's last positive is the test part, the one before it the validation part. */
  z.strictObject({ kind: z.literal('leave-last-out') }),
  /** `data.events` is the training part, these files the others. */
  z.strictObject({
    kind: z.literal('files'),
    /** Its file, or a share of the rows of `data.events`, drawn by `seed`. */
    validation: z.union([share, sourceSchema]).optional(),
    test: sourceSchema,
    seed: z.int().default(42),
  }),
]);

const layersSchema = z
  .strictObject({
    /** Widths of the hidden layers. None is the default: on the sets measured so far layers lower recall. */
    hidden: z.array(z.int().min(1)).default([]),
    /** Normalises each hidden layer: steadier with many unlike features. */
    layerNorm: z.boolean().default(false),
    /** Adds the sum of the inputs to the layers' output: the tower starts as the one without layers. */
    residual: z.boolean().default(true),
    /** Share of each hidden layer's outputs that a training step leaves out. */
    dropout: z.number().min(0).lt(1).default(0),
  })
  .prefault({});

const modelSchema = z.strictObject({
  dim: z.int().min(2).max(1024).default(64),
  user: layersSchema,
  item: layersSchema,
  /** Too small: only the hardest negatives teach. Too large: all candidates look alike. */
  temperature: z.number().positive().default(0.15),
  /** Learns the temperature, from the given one on; softmax, bsl and binary cross-entropy. */
  learnTemperature: z.boolean().default(false),
  /** How a history becomes one vector: the mean, or by what its items say to a learnt query and how recent they are. */
  history: z.enum(['mean', 'attention']).default('mean'),
  /** Share of training rows whose ID is hidden; by default 0.1 on a side with features and 0 without. */
  idDropout: share.optional(),
});

/**
 * Code of your own: a function, or the path of a module that exports it as default (relative to the config file). As a
 * loss, a `Loss` of `@twotower/core/train`; as a source of negatives, a function of `{ items, counts }` that makes a
 * `NegativeSource` of `@twotower/sampling`.
 */
const customSchema = z.union([
  z.string().min(1),
  z.custom<(...inputs: never[]) => unknown>(
    (value) => typeof value === 'function',
    'expected a function or a path',
  ),
]);

const logQ = z.enum(['none', 'count', 'streaming']).default('count');

const lossSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('softmax'),
    logQ,
    /** `refined` corrects the negatives alone, as the positive is not sampled. */
    logQForm: z.enum(['plain', 'refined']).default('plain'),
  }),
  z.strictObject({
    kind: z.literal('bsl'),
    logQ,
    /** Weight of the negatives' side: 1.06 to 1.32 in the paper. */
    c: z.number().positive().default(1.22),
  }),
  z.strictObject({
    kind: z.literal('ccl'),
    /** Cosine up to which a negative costs nothing. */
    margin: z.number().min(-1).max(1).default(0.4),
    weight: z.number().positive().default(150),
  }),
  z.strictObject({
    kind: z.literal('binary'),
    form: z.enum(['cross-entropy', 'squared']).default('cross-entropy'),
    /** How many of the candidates each positive meets; null for all. */
    perPositive: z.int().min(1).nullable().default(2),
  }),
  z.strictObject({
    kind: z.literal('triplet-hinge'),
    margin: z.number().min(0).max(2).default(1),
    /** Only the k hardest candidates of the batch; absent for all. */
    hardest: z.int().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('triplet-logistic'),
    sigma: z.number().positive().default(10),
    hardest: z.int().min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('custom'), loss: customSchema, logQ }),
]);

/** When private negatives begin: before, the model does not know yet what is hard. */
const schedule = {
  /** The first epoch that has them, from 1. */
  fromEpoch: z.int().min(1).default(1),
  /** Epochs over which their number rises to `perPositive`. */
  rampEpochs: z.int().min(0).default(0),
};

const negativeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('in-batch') }),
  z.strictObject({ kind: z.literal('uniform'), count: z.int().min(1).default(512) }),
  /** The whole catalogue, for an exact softmax. */
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({
    kind: z.literal('popularity'),
    count: z.int().min(1).default(512),
    /** 0 draws uniformly, 1 as often as the item occurs. */
    exponent: z.number().min(0).max(2).default(0.75),
  }),
  /** Vectors of past batches, which cost no item tower. */
  z.strictObject({
    kind: z.literal('queue'),
    capacity: z.int().min(1).default(8192),
    /** Batches to let pass first: early vectors move too fast to be reused. */
    warmUp: z.int().min(0).default(500),
  }),
  z.strictObject({
    kind: z.literal('hard'),
    /**
     * `log`: what the user's rankers dropped (`schema.hardNegative`) or the user refused (`schema.explicitNegative`);
     * `index`: what the model itself ranks within `ranks`; `impressions`: what was shown and not taken, which is no
     * negative of recall and costs quality.
     */
    source: z.enum(['log', 'index', 'impressions']).default('log'),
    perPositive: z.int().min(1).max(64).default(1),
    /** First and last rank drawn from, of `index`. */
    ranks: z.tuple([z.int().min(1), z.int().min(1)]).default([101, 500]),
    ...schedule,
  }),
  z.strictObject({ kind: z.literal('custom'), source: customSchema }),
]);

const trainingSchema = z.strictObject({
  epochs: z.int().min(1).default(20),
  earlyStopping: z.int().min(1).default(3),
  /** No further epoch begins after so many seconds of training. What is learnt then depends on the machine. */
  maxSeconds: z.number().positive().optional(),
  batchSize: z.int().min(2).default(1024),
  optimizer: z.enum(['adagrad']).default('adagrad'),
  learningRate: z.number().positive().default(0.1),
  /** Of hidden layers; by default a tenth of `learningRate`. */
  denseLearningRate: z.number().positive().optional(),
  /** At most so many positives of a user in an epoch, other ones in each. */
  positivesPerUser: z.int().min(1).optional(),
  /** Items with a larger share of all positives are trained less often: Mikolov's threshold. */
  subsample: z.number().positive().optional(),
  /** Weight of the self-supervised term: two views of an item with other features masked are to be alike. */
  selfSupervision: z
    .strictObject({ weight: z.number().positive(), temperature: z.number().positive().default(0.1) })
    .optional(),
  seed: z.int().min(0).max(0xffffffff).default(42),
});

export const indexSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('auto'), targetRecall: share.default(0.98) }),
  z.strictObject({ kind: z.literal('exact') }),
  z.strictObject({
    kind: z.literal('hnsw'),
    m: z.int().min(2).max(128).default(16),
    efConstruction: z.int().min(8).default(200),
    ef: z.int().min(1).default(200),
  }),
]);

const evaluationSchema = z.strictObject({
  k: z.array(z.int().min(1)).min(1).default([10, 20, 50, 100]),
  seen: z.enum(['mask', 'keep']).default('mask'),
  baselines: z.union([z.literal('auto'), z.array(z.enum(['popularity', 'item-knn']))]).default('auto'),
});

/**
 * The whole config file. Every key but the two ids and `data.events` has a default; unknown keys are errors.
 * Read it with {@link parseConfig}, which names the place and the mend.
 */
export const configSchema = z.strictObject({
  name: z.string().min(1).default('twotower'),
  schema: schemaSchema,
  data: dataSchema,
  /** Default: temporal where the log has times, random otherwise. */
  split: splitSchema.optional(),
  model: modelSchema.prefault({}),
  loss: lossSchema.prefault({ kind: 'softmax' }),
  negatives: z
    .array(negativeSchema)
    .min(1)
    .default([{ kind: 'in-batch' }, { kind: 'uniform', count: 512 }]),
  training: trainingSchema.prefault({}),
  index: indexSchema.prefault({ kind: 'auto' }),
  evaluation: evaluationSchema.prefault({}),
  store: z.string().min(1).default('./.twotower'),
});

/** What a person writes: everything with a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>;
/** What the program reads: every default filled in. */
export type Config = z.output<typeof configSchema>;
export type SplitConfig = z.output<typeof splitSchema>;
export type IndexConfig = z.output<typeof indexSchema>;
export type EntitySchema = Config['schema']['user'];

/** Identity function that gives a config file its types. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
