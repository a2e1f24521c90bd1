import type { Dataset } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { countEvents, type EventCounts } from '../inspect/count-events.ts';
import { coverageOf, type SideCoverage } from '../inspect/coverage.ts';
import type { ReadSummary } from '../read-summary.ts';
import { dominantWarnings } from './dominant-ids.ts';
import { featureWarnings } from './feature-warnings.ts';
import { heavyWeightWarnings } from './heavy-weights.ts';
import { loggedIds } from './logged-ids.ts';
import { percent } from './percent.ts';
import { placeholderIds, placeholderWarnings } from './placeholder-ids.ts';
import { timeFacts } from './time-facts.ts';
import { timeWarnings } from './time-warnings.ts';
import { unjoinedWarnings } from './unjoined-ids.ts';

const mostRepeated = 0.02;

/**
 * What in a log a person should look at, whatever is done with it: times, ids and features that are hardly meant so. One
 * sentence each, with the column, the values, their share and the mend. What is measured already may be given.
 */
export function logWarnings(
  dataset: Dataset,
  summary: ReadSummary,
  config: Config,
  counts: EventCounts = countEvents(dataset),
  features: readonly SideCoverage[] = coverageOf(dataset, config),
): string[] {
  const sides = loggedIds(dataset, summary, config, counts);
  return [
    ...timeFacts(summary, counts, config).flatMap(timeWarnings),
    ...repeatedWarning(summary),
    ...unknownPositiveWarning(summary),
    ...heavyWeightWarnings(counts.weights, config.schema.event.weight),
    ...sides.flatMap((logged) => {
      const placeholders = placeholderIds(logged);
      return [
        ...placeholderWarnings(logged, placeholders),
        ...dominantWarnings(logged, placeholders),
        ...unjoinedWarnings(logged),
      ];
    }),
    ...featureWarnings(features, summary, {
      user: dataset.users.ids.length,
      item: dataset.items.ids.length,
      context: dataset.length,
    }),
  ];
}

function repeatedWarning({ timeUnit, repeated, accepted }: ReadSummary): string[] {
  return timeUnit !== undefined && repeated > mostRepeated * accepted
    ? [
        `${percent(repeated / accepted)} of the rows equal an earlier one; if they were written twice by mistake, name an event id in schema.event.id, which drops them`,
      ]
    : [];
}

function unknownPositiveWarning({ unknownPositive = [], types }: ReadSummary): string[] {
  return unknownPositive.length > 0
    ? [
        `schema.positive names ${unknownPositive.join(', ')}, and no event is of that type; the log has ${Object.keys(types).slice(0, 12).join(', ')}`,
      ]
    : [];
}
