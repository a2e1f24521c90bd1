import type { Config } from '@twotower/schema';
import type { SideCoverage } from '../inspect/coverage.ts';
import type { Cut } from '../inspect/cuts.ts';
import type { Machine } from '../inspect/machine.ts';
import type { TrainingNeeds } from '../inspect/training-needs.ts';
import { cutWarnings } from './cut-warnings.ts';
import type { TimeFacts } from './time-facts.ts';
import { shortTimeWarnings } from './time-warnings.ts';

const fewPositives = 1000;

/** What a person should know before training on a log, one sentence each, with the mend. */
export function trainingWarnings(
  found: {
    readonly positives: number;
    readonly times: readonly TimeFacts[];
    readonly cuts: readonly Cut[];
    readonly features: readonly SideCoverage[];
    readonly needs: TrainingNeeds;
    readonly machine: Machine;
  },
  config: Config,
): string[] {
  const { positives, times, cuts, features, needs, machine } = found;
  const described = (['user', 'item'] as const).filter((side) =>
    features.some((feature) => feature.side === side),
  );
  return [
    ...times.flatMap(shortTimeWarnings),
    ...(positives < fewPositives
      ? [`only ${positives} positives: too few to learn much from; see schema.positive`]
      : []),
    ...cutWarnings(cuts, described, config),
    ...(needs.memoryBytes > machine.freeBytes
      ? [
          `training needs about ${gib(needs.memoryBytes)} of memory and ${gib(machine.freeBytes)} of ${gib(machine.totalBytes)} are free: lower model.dim or training.batchSize, or free some`,
        ]
      : []),
  ];
}

function gib(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
