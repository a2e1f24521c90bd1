import { z } from 'zod';
import { calibrationSchema, priorSchema } from './calibration-config.ts';
import { alertsSchema, daemonSchema } from './daemon-config.ts';
import { durationSchema } from './duration.ts';
import { encodingSchema } from './encoding.ts';
import { columnFeatureSchema, featureSchema } from './feature.ts';
import { lossSchema } from './loss-config.ts';
import { modelSchema } from './model-config.ts';
import { negativeSchema } from './negatives-config.ts';
import { sourceSchema } from './source.ts';
import { splitSchema } from './split-config.ts';
import { gateSchema, updateSchema } from './update-config.ts';
import { weightSchema } from './weight-config.ts';

const featuresSchema = z.record(z.string().min(1), featureSchema).default({});
const share = z.number().min(0).max(1);

const schemaSchema = z.strictObject({
  user: z.strictObject({ id: z.string().min(1), features: featuresSchema }),
  item: z.strictObject({
    id: z.string().min(1),
    features: featuresSchema,
    attributes: z.array(z.string().min(1)).default([]),
    /** Columns with dates: an item is recommended from one on and before the other. A missing value sets no bound. */
    availability: z
      .strictObject({ from: z.string().min(1).optional(), until: z.string().min(1).optional() })
      .optional(),
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
      weight: weightSchema.optional(),
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
      /**
       * Whether a field may stand in double quotes. `false`: quotes are signs like any other, as in exports of news, where titles
       * begin with one. Default: as the file's first lines look.
       */
      quotes: z.boolean().optional(),
      /** A name that the platform decodes: `windows-1251`, `gbk`, `shift_jis`, `utf-16le`. `latin-1` is windows-1252. */
      encoding: encodingSchema.default('utf-8'),
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
  /**
   * Makes one event of each entry of a column's cells, with the other columns of its row: of a list (in JSON, Parquet or a
   * database), of one written as text (`['a', 'b']`), or of text that `separator` parts, `a b c`. An entry without fields is
   * the column's value, so name it in `schema.event.item`; fields of objects are columns such as `events.aid`.
   */
  explode: z
    .strictObject({
      column: z.string().min(1),
      separator: z.string().min(1).default(' '),
      /**
       * Of entries such as `N55-0`: what stands behind the last `separator` is the value of `column`, which `schema.positive` or
       * `schema.event.type` may name.
       */
      label: z.strictObject({ separator: z.string().min(1), column: z.string().min(1) }).optional(),
    })
    .optional(),
  /**
   * What becomes of a user's further positives with an item. `merge`: the first stands for all, with their greatest weight, so
   * that nobody learns to foretell what stands in the history already. `keep`: each is an event, as of plays in a row. `auto`:
   * merged where what was seen is masked and pairs do repeat.
   */
  repeats: z.enum(['auto', 'keep', 'merge']).default('auto'),
  rejects: z.strictObject({ atMost: share.default(0.01) }).prefault({}),
});

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
  /**
   * A positive counts half as much for every such duration (`7d`) that it is older than the newest. Too short forgets what
   * users like, too long what is new. Default: all count alike. Needs times.
   */
  halfLife: durationSchema.optional(),
  /**
   * Pulls every embedding that a step touches towards 0, `l2` times itself added to its gradient; 0.001 helps long runs over
   * IDs. Too large: nothing is learnt.
   */
  l2: z.number().min(0).default(0),
  /**
   * What is examined and published is the running mean of the weights at the ends of the epochs: `a mean + (1 - a) weights`, of
   * the first epochs their plain mean. Steadier with a higher `a`, and later. 0 takes the last weights. Costs a copy of the model.
   */
  averaging: z.number().min(0).lt(1).default(0),
  /** At most so many positives of a user in an epoch, other ones in each. */
  positivesPerUser: z.int().min(1).optional(),
  /**
   * Items with a larger share of all positives are trained less often: Mikolov's threshold. `auto`: where one item has much of the
   * log, else `none`.
   */
  subsample: z.union([z.enum(['auto', 'none']), z.number().positive()]).default('auto'),
  /** Weight of the self-supervised term: two views of an item with other features masked are to be alike. */
  selfSupervision: z
    .strictObject({ weight: z.number().positive(), temperature: z.number().positive().default(0.1) })
    .optional(),
  /**
   * Threads that teach one model together, each with one core; `auto`: as many as there are cores, fewer for few batches.
   * With 1, the same seed gives the same bytes; with more, results differ slightly from run to run.
   */
  workers: z.union([z.literal('auto'), z.int().min(1).max(256)]).default('auto'),
  seed: z.int().min(0).max(0xffffffff).default(42),
});

export const indexSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('auto'), targetRecall: share.default(0.98) }),
  z.strictObject({ kind: z.literal('exact') }),
  z.strictObject({
    kind: z.literal('ivf'),
    /** Into how many lists item vectors are dealt; default four times the root of their number. */
    lists: z.int().min(1).max(1_000_000).optional(),
    /** How many lists a search looks at; default as many as find .98 of the best 100 for users of the log. */
    probes: z.int().min(1).max(1_000_000).optional(),
  }),
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
  /**
   * `auto`: what fits the data and takes little time; the report says what was left out. `recent-popularity` needs times,
   * `transitions` times or a split that goes by the order of rows, `ease` at most 20,000 items, `ials` a small log.
   */
  baselines: z
    .union([
      z.literal('auto'),
      z.array(z.enum(['popularity', 'recent-popularity', 'item-knn', 'transitions', 'ease', 'ials'])),
    ])
    .default('auto'),
});

/**
 * The whole config file. Every key but the two ids and `data.events` has a default; unknown keys are errors.
 * Read it with {@link parseConfig}, which names the place and the mend.
 */
export const configSchema = z.strictObject({
  name: z.string().min(1).default('twotower'),
  /**
   * Where what this file does not state comes from. `auto`: whole settings that did well on other logs are tried on the
   * validation part, and the best goes on. `defaults`: the defaults, as for a quick look.
   */
  choose: z.enum(['auto', 'defaults']).default('auto'),
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
  prior: priorSchema,
  calibration: calibrationSchema,
  index: indexSchema.prefault({ kind: 'auto' }),
  evaluation: evaluationSchema.prefault({}),
  update: updateSchema,
  gate: gateSchema,
  daemon: daemonSchema,
  alerts: alertsSchema,
  /** What `prune` keeps. */
  retention: z
    .strictObject({
      /** Events that arrived within this time. Those that a kept bundle has not learnt are kept however old. */
      events: durationSchema.default('90d'),
      /** The newest bundles; those that an alias points at are kept as well. */
      bundles: z.int().min(1).default(14),
    })
    .prefault({}),
  store: z.string().min(1).default('./.twotower'),
});

/** What a person writes: everything with a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>;
/** What the program reads: every default filled in. */
export type Config = z.output<typeof configSchema>;
export type IndexConfig = z.output<typeof indexSchema>;
export type EntitySchema = Config['schema']['user'];

/** Identity function that gives a config file its types. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
