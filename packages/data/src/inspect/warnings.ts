import type { Config } from '@twotower/schema';
import type { ReadSummary } from '../read-summary.ts';
import type { Inspection } from './inspect-dataset.ts';

type Findings = Omit<Inspection, 'warnings'>;

/** What in a log a person should look at before training, with the mend; one sentence each. */
export function warningsOf(
  found: Findings,
  { timeUnit, unknownPositive = [] }: ReadSummary,
  { evaluation: { seen } }: Config,
): string[] {
  const { features, coldStart, needs, machine } = found;
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  return [
    found.future > 0 &&
      `${found.future.toLocaleString('en-US')} events lie in the future, up to ${found.time?.last}: this machine's clock may be wrong, or the unit of the times (taken for ${timeUnit})`,
    found.time !== undefined &&
      found.time.first < '1990' &&
      `the first event is of ${found.time.first.slice(0, 10)}: the unit of the times (taken for ${timeUnit}) may be wrong`,
    found.time !== undefined &&
      found.repeated > 0.02 * found.accepted &&
      `${percent(found.repeated / found.accepted)} of the rows equal an earlier one; if they were written twice by mistake, name an event id in schema.event.id, which drops them`,
    unknownPositive.length > 0 &&
      `schema.positive names ${unknownPositive.join(', ')}, and no event is of that type; the log has ${Object.keys(found.types).slice(0, 12).join(', ')}`,
    found.positives < 1000 &&
      `only ${found.positives} positives: too few to learn much from; see schema.positive`,
    ...features.map(({ side, feature, column, filled, unusable }) =>
      filled === 0
        ? `the ${side} feature ${feature} has no value in the column ${column}; leave it out or name another column`
        : unusable > 0.05 * filled &&
          `${percent(unusable)} of the ${side}s have a value in ${column} that the feature ${feature} cannot use; another kind may suit it`,
    ),
    coldStart !== undefined &&
      coldStart.coldItems > 0.2 &&
      features.every(({ side }) => side !== 'item') &&
      `${percent(coldStart.coldItems)} of the test positives are of items unknown in training, which no model can find without features of items`,
    coldStart !== undefined &&
      coldStart.coldUsers > 0.5 &&
      features.every(({ side }) => side !== 'user') &&
      `${percent(coldStart.coldUsers)} of the test positives are of users unknown in training, about whom there are no features; split: { kind: leave-last-out } tests users that are known`,
    coldStart !== undefined &&
      seen === 'mask' &&
      coldStart.repeats > 0.5 &&
      `${percent(coldStart.repeats)} of the test positives repeat what their user has in training, and do not count with evaluation.seen: mask; use keep where users come back to the same items`,
    needs.memoryBytes > machine.freeBytes &&
      `training needs about ${gib(needs.memoryBytes)} of memory and ${gib(machine.freeBytes)} of ${gib(machine.totalBytes)} are free: lower model.dim or training.batchSize, or free some`,
  ].filter((warning) => typeof warning === 'string');
}

function gib(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
