import {
  type Dataset,
  type FeatureCoverage,
  featureCoverage,
  type RawValue,
  userBlocks,
} from '@twotower/features';
import type { Config } from '@twotower/schema';

/** A feature's coverage with where it belongs: to users, to items, or to the request. */
export type SideCoverage = FeatureCoverage & { readonly side: 'user' | 'item' | 'context' };

/** Events that the context is told from, spread over the log. */
const mostEvents = 1_000_000;

/** How much each feature has to say; of the context the shares are of events, of at most a million. */
export function coverageOf(dataset: Dataset, { schema }: Config): SideCoverage[] {
  const of = (side: 'user' | 'item') =>
    featureCoverage(schema[side].features, dataset[`${side}s`]).map((found) => ({ side, ...found }));
  const context =
    Object.keys(schema.context).length === 0
      ? []
      : featureCoverage(schema.context, contextEntities(dataset), 'request').map((found) => ({
          side: 'context' as const,
          ...found,
        }));
  return [...of('user'), ...of('item'), ...context];
}

/** Events as entities: columns of the context as the values that were read. */
function contextEntities(dataset: Dataset) {
  const every = Math.max(1, Math.ceil(dataset.length / mostEvents));
  const columns: Record<string, RawValue[]> = {};
  let seen = 0;
  let rows = 0;
  for (const { events } of userBlocks(dataset)) {
    const first = (every - (seen % every)) % every;
    for (const [name, column] of Object.entries(events.context)) {
      columns[name] ??= [];
      const values = columns[name];
      const dictionary = dataset.dictionaries[name];
      for (let e = first; e < events.length; e += every) {
        values.push(
          column instanceof Float64Array ? column[e] : column[e] < 0 ? null : dictionary[column[e]],
        );
      }
    }
    rows += Math.ceil(Math.max(0, events.length - first) / every);
    seen += events.length;
  }
  return { ids: new Array<string>(rows).fill(''), columns };
}
