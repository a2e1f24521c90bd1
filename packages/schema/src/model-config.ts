import { z } from 'zod';

const share = z.number().min(0).max(1);

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

const userLayersSchema = layersSchema
  .unwrap()
  .extend({
    /**
     * Whether users have a learnt row of their own. Without, a user is what they did and what is known of them: best where most
     * users are new or have done little. Then one row, learnt from everybody, stands for all IDs.
     */
    useId: z.boolean().default(true),
  })
  .prefault({});

export const modelSchema = z.strictObject({
  /** Numbers of a vector, of users and items alike. */
  dim: z.int().min(2).max(1024).default(64),
  /** The user tower. */
  user: userLayersSchema,
  /** The item tower. */
  item: layersSchema,
  /**
   * Standard deviation of an embedding's first numbers. Too large: rows that are seldom trained stay noise; too small: all
   * start alike, and first steps are the whole learning rate.
   */
  initialDeviation: z.number().positive().default(0.1),
  /** Too small: only the hardest negatives teach. Too large: all candidates look alike. */
  temperature: z.number().positive().default(0.15),
  /** Learns the temperature, from the given one on; softmax, bsl and binary cross-entropy. */
  learnTemperature: z.boolean().default(false),
  /**
   * How a history enters the user tower. `mean` of its items; `attention`: by what they say to a learnt query and how recent they
   * are; `windows`: the means of the last 1, 2, 4, ... items are as many inputs, so that what was done last counts more and
   * hidden layers can tell it apart. Worth most where one thing leads to the next. `auto` looks at the training part whether it
   * does, and takes windows or the mean. A history of `others` has no order: with windows it stays a mean.
   */
  history: z.enum(['auto', 'mean', 'attention', 'windows']).default('auto'),
  /** Share of training rows whose ID is hidden; by default 0.1 on a side with features and 0 without. */
  idDropout: share.optional(),
});
