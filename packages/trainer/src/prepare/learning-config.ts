import type { Config } from '@twotower/schema';

/** What of a config decides how a model learns: plain data but for code given inline. */
export type LearningConfig = Pick<Config, 'schema' | 'model' | 'loss' | 'negatives' | 'training'>;

/** That part alone, which threads can be sent. */
export function learningConfig({ schema, model, loss, negatives, training }: LearningConfig): LearningConfig {
  return { schema, model, loss, negatives, training };
}
