import type { Config } from './config.ts';

/** The numbers by which a bundle ranks, as its config states them; what was left to `auto` and never chosen is off. */
export interface ScoreTerms {
  /** Of the logarithm of an item's share. */
  readonly weight: number;
  /** Duration by which counts halve; undefined: they do not fade. */
  readonly halfLife?: string;
  readonly aggregation: number;
  readonly norm: number;
}

export function scoreTerms({ prior, calibration }: Pick<Config, 'prior' | 'calibration'>): ScoreTerms {
  return {
    ...(typeof prior === 'object' ? prior : { weight: 0 }),
    ...(typeof calibration === 'object' ? calibration : { aggregation: 0, norm: 1 }),
  };
}

/** The keys of a config that state these terms. */
export function statedTerms({
  weight,
  halfLife,
  aggregation,
  norm,
}: ScoreTerms): Pick<Config, 'prior' | 'calibration'> {
  return {
    prior: weight === 0 ? 'none' : { weight, ...(halfLife !== undefined && { halfLife }) },
    calibration: aggregation === 0 ? 'none' : { aggregation, norm },
  };
}
