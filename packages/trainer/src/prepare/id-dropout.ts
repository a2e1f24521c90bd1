import type { LearningConfig } from './learning-config.ts';

/**
 * Share of training rows whose ID is hidden, a side: by default 0.1 on a side that has features to fall back on, else 0.
 */
export function idDropout(config: LearningConfig): { user: number; item: number } {
  const share = (features: object): number =>
    config.model.idDropout ?? (Object.keys(features).length > 0 ? 0.1 : 0);
  return { user: share(config.schema.user.features), item: share(config.schema.item.features) };
}
