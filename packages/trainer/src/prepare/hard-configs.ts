import type { LearningConfig } from './learning-config.ts';

/** One entry of `negatives` that asks for private negatives. */
export type HardConfig = Extract<LearningConfig['negatives'][number], { kind: 'hard' }>;

/** The private negatives that a config asks for. */
export function hardConfigs(config: Pick<LearningConfig, 'negatives'>): HardConfig[] {
  return config.negatives.filter((negative) => negative.kind === 'hard');
}
