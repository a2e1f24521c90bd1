import { type LearningConfig, learningConfig } from '../prepare/learning-config.ts';

/**
 * The config by which an incremental update learns. How frequent an item is follows the stream, where counts would be those of the
 * night before; and no ID is hidden behind row 0, which does not learn: its event would teach nothing.
 */
export function incrementConfig(config: LearningConfig): LearningConfig {
  const { loss, model, ...rest } = learningConfig(config);
  return {
    ...rest,
    model: { ...model, idDropout: 0 },
    loss: 'logQ' in loss && loss.logQ === 'count' ? { ...loss, logQ: 'streaming' } : loss,
  };
}
