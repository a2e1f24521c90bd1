import type { SideCoverage } from '../inspect/coverage.ts';
import { percent } from './percent.ts';

/** Features that say little, by what is in their columns. */
export function featureWarnings(features: readonly SideCoverage[]): string[] {
  return features.flatMap(({ side, feature, column, filled, unusable }) =>
    filled === 0
      ? [
          `the ${side} feature ${feature} has no value in the column ${column}; leave it out or name another column`,
        ]
      : unusable > 0.05 * filled
        ? [
            `${percent(unusable)} of the ${side}s have a value in ${column} that the feature ${feature} cannot use; another kind may suit it`,
          ]
        : [],
  );
}
