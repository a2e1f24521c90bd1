import { type ContextColumn, mapContext, takeContext } from '@twotower/features';

/** Positive events as parallel columns, by user, each user's in time order. */
export interface Positives {
  readonly length: number;
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** Milliseconds since 1970; NaN throughout without times. */
  readonly time: Float64Array;
  readonly weight: Float32Array;
  readonly context: Readonly<Record<string, ContextColumn>>;
}

/** One part after the other. */
export function joinPositives(parts: readonly Positives[]): Positives {
  if (parts.length === 1) {
    return parts[0];
  }
  const joined = empty(
    parts.reduce((sum, { length }) => sum + length, 0),
    parts[0]?.context ?? {},
  );
  let start = 0;
  for (const part of parts) {
    joined.user.set(part.user, start);
    joined.item.set(part.item, start);
    joined.time.set(part.time, start);
    joined.weight.set(part.weight, start);
    for (const [name, column] of Object.entries(joined.context)) {
      column.set(part.context[name], start);
    }
    start += part.length;
  }
  return joined;
}

/** The positives at `rows`, in that order. */
export function takePositives(positives: Positives, rows: Int32Array): Positives {
  const { length } = rows;
  const taken = {
    length,
    user: new Int32Array(length),
    item: new Int32Array(length),
    time: new Float64Array(length),
    weight: new Float32Array(length),
    context: mapContext(positives.context, (column) => takeContext(column, rows)),
  };
  for (let i = 0; i < length; i++) {
    taken.user[i] = positives.user[rows[i]];
    taken.item[i] = positives.item[rows[i]];
    taken.time[i] = positives.time[rows[i]];
    taken.weight[i] = positives.weight[rows[i]];
  }
  return taken;
}

/** Those from `start` to `end`, as views. */
export function slicePositives(positives: Positives, start: number, end: number): Positives {
  return {
    length: end - start,
    user: positives.user.subarray(start, end),
    item: positives.item.subarray(start, end),
    time: positives.time.subarray(start, end),
    weight: positives.weight.subarray(start, end),
    context: mapContext(positives.context, (column) => column.subarray(start, end)),
  };
}

/** Columns of `length` zeros. */
function empty(length: number, context: Positives['context']): Positives {
  return {
    length,
    user: new Int32Array(length),
    item: new Int32Array(length),
    time: new Float64Array(length),
    weight: new Float32Array(length),
    context: mapContext(context, (column) =>
      column instanceof Float64Array ? new Float64Array(length) : new Int32Array(length),
    ),
  };
}

/** None. */
export const noPositives: Positives = empty(0, {});
