import type { RawRecord } from '@twotower/features';
import { nearest } from '@twotower/schema';
import { ServingError } from '../error.ts';
import type { ServedBundle } from '../state/served-bundle.ts';

/**
 * The request's features under their column names; a feature may be named by itself or by its column.
 *
 * @throws ServingError INVALID_REQUEST for a feature that is no user column
 */
export function userColumns({ users, fitted }: ServedBundle, given: RawRecord): RawRecord {
  const columns = new Map(users.columnNames.map((name) => [name, name]));
  return underColumns('features', given, withFeatures(columns, fitted.user.encoders));
}

/**
 * The request's context under its column names; a feature may be named by itself or by its column. Where a feature reads
 * the event's time and the request names none, it is `now`, in milliseconds since 1970.
 *
 * @throws ServingError INVALID_REQUEST for what no feature of the context reads
 */
export function requestContext({ fitted, config }: ServedBundle, given: RawRecord, now: number): RawRecord {
  const columns = withFeatures(new Map(), fitted.user.context);
  const time = config.schema.event.time;
  return {
    ...(time !== undefined && { [time]: now }),
    ...underColumns('context', given, columns),
  };
}

function withFeatures(
  columns: ReadonlyMap<string, string>,
  encoders: readonly { readonly feature: string; readonly column: string }[],
): Map<string, string> {
  return new Map([
    ...columns,
    ...encoders.map(({ column }) => [column, column] as const),
    ...encoders.map(({ feature, column }) => [feature, column] as const),
  ]);
}

function underColumns(
  place: 'features' | 'context',
  given: RawRecord,
  columns: ReadonlyMap<string, string>,
): RawRecord {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const column = columns.get(name);
      if (column === undefined) throw unknownName(place, name, [...columns.keys()]);
      return [column, value];
    }),
  );
}

const words = {
  features: { one: 'feature', none: 'this model has no user features' },
  context: { one: 'column', none: 'this model reads no context' },
};

function unknownName(place: keyof typeof words, name: string, valid: readonly string[]): ServingError {
  const { one, none } = words[place];
  const near = nearest(name, valid);
  const hint = near === undefined ? '' : `did you mean ${near}? `;
  const list = valid.length === 0 ? none : `valid ${one}s: ${valid.join(', ')}`;
  const short = name.slice(0, 80);
  return new ServingError(
    'INVALID_REQUEST',
    `${place}: unknown ${one} ${JSON.stringify(short)}; ${hint}${list}`,
    { field: `${place}.${short}` },
  );
}
