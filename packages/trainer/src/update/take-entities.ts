import type { Entities } from '@twotower/features';

/** Those at some places, in the order of these. */
export function takeEntities({ ids, columns }: Entities, places: Int32Array): Entities {
  return {
    ids: Array.from(places, (place) => ids[place]),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, Array.from(places, (place) => values[place])]),
    ),
  };
}
