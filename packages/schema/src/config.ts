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
  /** Who is recommended to. */
  user: z.strictObject({
    /** The column of the users' ids, in the file of users and, where `event.user` names no other, in the log. */
    id: z.string().min(1),
    /** What is known of users, by name. */
    features: featuresSchema,
  }),
  /** What is recommended. */
  item: z.strictObject({
    /** The column of the items' ids, in the file of items and, where `event.item` names no other, in the log. */
    id: z.string().min(1),
    /** What is known of items, by name. */
    features: featuresSchema,
    /** Columns of items that answers show and filters know; they teach nothing. */
    attributes: z.array(z.string().min(1)).default([]),
    /** Columns with dates: an item is recommended from one on and before the other. A missing value sets no bound. */
    availability: z
      .strictObject({
        /** The column with the date from which on. */
        from: z.string().min(1).optional(),
        /** The column with the date before which. */
        until: z.string().min(1).optional(),
      })
      .optional(),
  }),
  /** Of the request, from columns of the events; part of the user tower's input. */
  context: z.record(z.string().min(1), columnFeatureSchema).default({}),
  /** Which columns of the log say what. */
  event: z
    .strictObject({
      /** Ids of events: of one user's events with one id the first is kept. */
      id: z.string().min(1).optional(),
      /** Who, where the log's column is not named as that of the users. */
      user: z.string().min(1).optional(),
      /** What, where the log's column is not named as that of the items. */
      item: z.string().min(1).optional(),
      /** When. Without times the order of the rows counts. */
      time: z.string().min(1).optional(),
      /** What was done, such as `click`. Without types every row is positive. */
      type: z.string().min(1).optional(),
      /** How much an event counts in training; the column's name, or that with a transform. */
      weight: weightSchema.optional(),
      /** Of the recall that an event answers. */
      request: z.string().min(1).optional(),
    })
    .default({}),
  /** Event types that count as positives, or a threshold on a numeric column. */
  positive: z
    .union([
      z.array(z.string().min(1)).min(1),
      z.strictObject({
        /** Of the log, such as a rating. */
        column: z.string().min(1),
        /** From this value on an event is positive. */
        atLeast: z.number(),
      }),
    ])
    .default(['click']),
  /** Event types of what a ranker dropped after it was recalled: hard negatives. */
  hardNegative: z.array(z.string().min(1)).default(['ranked_out']),
  /** Event types by which a user refuses an item. */
  explicitNegative: z.array(z.string().min(1)).default(['dislike']),
});

const dataSchema = z.strictObject({
  /** The log: a file, folder or glob, a table of a database, or a function that yields rows. */
  events: sourceSchema,
  /** What is known of users; the same kinds of source. */
  users: sourceSchema.optional(),
  /** What is known of items; the same kinds of source. */
  items: sourceSchema.optional(),
  /** How delimited text is read; JSON, Parquet and databases know it themselves. */
  format: z
    .strictObject({
      /** Between fields; by default as the first lines look. */
      delimiter: z.string().min(1).optional(),
      /** Whether the first line names the columns; by default as it looks. */
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
          /** Of the log. */
          events: z.array(z.string().min(1)).optional(),
          /** Of the file of users. */
          users: z.array(z.string().min(1)).optional(),
          /** Of the file of items. */
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
      /** Of the log, with the entries. */
      column: z.string().min(1),
      /** Between the entries of a text. */
      separator: z.string().min(1).default(' '),
      /**
       * Of entries such as `N55-0`: what stands behind the last `separator` is the value of `column`, which `schema.positive` or
       * `schema.event.type` may name.
       */
      label: z
        .strictObject({
          /** Between the item and its label. */
          separator: z.string().min(1),
          /** The column that labels are read as. */
          column: z.string().min(1),
        })
        .optional(),
    })
    .optional(),
  /**
   * What becomes of a user's further positives with an item. `merge`: the first stands for all, with their greatest weight, so
   * that nobody learns to foretell what stands in the history already. `keep`: each is an event, as of plays in a row. `auto`:
   * merged where what was seen is masked and pairs do repeat.
   */
  repeats: z.enum(['auto', 'keep', 'merge']).default('auto'),
  /** Rows that cannot be used. */
  rejects: z
    .strictObject({
      /** The share of all rows up to which they are left out; with more of them nothing is trained. */
      atMost: share.default(0.01),
    })
    .prefault({}),
});

const trainingSchema = z.strictObject({
  /** At most so many passes; the validation part says when to stop. */
  epochs: z.int().min(1).default(20),
  /** Epochs without a better validation after which training stops. */
  earlyStopping: z.int().min(1).default(3),
  /** No further epoch begins after so many seconds of training. What is learnt then depends on the machine. */
  maxSeconds: z.number().positive().optional(),
  /** Positives a step, which are one another's negatives. */
  batchSize: z.int().min(2).default(1024),
  /** Adagrad, row by row. */
  optimizer: z.enum(['adagrad']).default('adagrad'),
  /** Of embeddings. Too large: the loss jumps; too small: many epochs. */
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
    .strictObject({
      /** Beside the loss: too large learns what items look like and not who takes them. 0.1 to 0.3 are usual. */
      weight: z.number().positive(),
      /** Of the term's own softmax. */
      temperature: z.number().positive().default(0.1),
    })
    .optional(),
  /**
   * Threads that teach one model together, each with one core; `auto`: as many as there are cores, fewer for few batches.
   * With 1, the same seed gives the same bytes; with more, results differ slightly from run to run.
   */
  workers: z.union([z.literal('auto'), z.int().min(1).max(256)]).default('auto'),
  /** Of everything that is drawn by chance. */
  seed: z.int().min(0).max(0xffffffff).default(42),
});

export const indexSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('auto'),
    /** The share of the true best 100 that lists have to find; where that is dear, the index is exact. */
    targetRecall: share.default(0.98),
  }),
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
    /** Neighbours of a node: more find more, and take memory. */
    m: z.int().min(2).max(128).default(16),
    /** Candidates while the graph is built: more build a better one, more slowly. */
    efConstruction: z.int().min(8).default(200),
    /** Candidates of a search: more find more, more slowly. */
    ef: z.int().min(1).default(200),
  }),
]);

const evaluationSchema = z.strictObject({
  /** Lengths of the lists that are measured. Training watches NDCG at 20, or where that is not among them at the first. */
  k: z.array(z.int().min(1)).min(1).default([10, 20, 50, 100]),
  /** Whether what a user had is left out of their list (`mask`), or may be recommended again (`keep`). */
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
  /** Of the model, in reports. */
  name: z.string().min(1).default('twotower'),
  /**
   * Where what this file does not state comes from. `auto`: whole settings that did well on other logs are tried on the
   * validation part, and the best goes on. `defaults`: the defaults, as for a quick look.
   */
  choose: z.enum(['auto', 'defaults']).default('auto'),
  /** What the columns mean. */
  schema: schemaSchema,
  /** Where the log, users and items are read from, and how. */
  data: dataSchema,
  /** Default: temporal where the log has times, random otherwise. */
  split: splitSchema.optional(),
  /** The two towers. */
  model: modelSchema.prefault({}),
  /** What a step makes smaller. Softmax and BSL are the native kernel's, the others take TensorFlow. */
  loss: lossSchema.prefault({ kind: 'softmax' }),
  /** What positives are told apart from. */
  negatives: z
    .array(negativeSchema)
    .min(1)
    .default([{ kind: 'in-batch' }, { kind: 'uniform', count: 512 }]),
  /** How the towers are taught. */
  training: trainingSchema.prefault({}),
  prior: priorSchema,
  calibration: calibrationSchema,
  /** How the best items are found. */
  index: indexSchema.prefault({ kind: 'auto' }),
  /** How a model is examined. */
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
  /** Folder of the store, from the config's own folder on. */
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
