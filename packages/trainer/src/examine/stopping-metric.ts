import type { Config } from '@twotower/schema';

/** The validation metric that early stopping watches: ndcg at 20, or at the first cut-off of the config. */
export function stoppingMetric(config: Config): string {
  const { k } = config.evaluation;
  return `ndcg@${k.includes(20) ? 20 : k[0]}`;
}
