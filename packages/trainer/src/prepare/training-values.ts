import { type Dataset, type RawValue, userBlocks } from '@twotower/features';
import type { PositiveSource } from './positives.ts';

/** Numbers of a column that its encoder is fitted on: enough for quantiles. */
const mostNumbers = 1_000_000;

/**
 * The values of the context's columns among the positives, as often as they occur: column to a stream of them. Of
 * numbers, an even sample of at most a million.
 */
export function trainingValues(
  positives: PositiveSource,
  dictionaries: Dataset['dictionaries'],
): Record<string, () => Iterable<RawValue>> {
  const { context } = positives.readUsers(0, 0);
  const stride = Math.ceil(positives.length / mostNumbers);
  return Object.fromEntries(
    Object.keys(context).map((name) => [
      name,
      function* () {
        for (const { events } of userBlocks(positives)) {
          const column = events.context[name];
          const step = column instanceof Float64Array ? stride : 1;
          for (let e = 0; e < column.length; e += step) {
            yield column instanceof Float64Array ? column[e] : dictionaries[name][column[e]];
          }
        }
      },
    ]),
  );
}
