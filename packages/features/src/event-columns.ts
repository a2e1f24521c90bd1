/**
 * One column of the requests' context: numbers themselves (NaN where missing), or codes into the dataset's dictionary
 * of that column (-1 where missing).
 */
export type ContextColumn = Float64Array | Int32Array;

/** Events as parallel columns, each `[length]`. */
export interface EventColumns {
  readonly length: number;
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** Milliseconds since 1970; NaN throughout where the log has no times. */
  readonly time: Float64Array;
  readonly weight: Float32Array;
  /** Place in the log that the event was read from; of two events of one time the lower came first. */
  readonly offset: Float64Array;
  /** Index into `Dataset.types`. */
  readonly type: Uint8Array;
  /** 1 where the config counts the event as a positive. */
  readonly positive: Uint8Array;
  /** Which files it was read from: 0 `data.events`, 1 the validation file and 2 the test file of `split: files`. */
  readonly origin: Uint8Array;
  /** Column name to values, for the columns that features of the context read. */
  readonly context: Readonly<Record<string, ContextColumn>>;
}

/** Columns of `length` zeros, with the context columns of `like`. */
export function emptyEvents(length: number, like: Pick<EventColumns, 'context'>): EventColumns {
  return {
    length,
    user: new Int32Array(length),
    item: new Int32Array(length),
    time: new Float64Array(length),
    weight: new Float32Array(length),
    offset: new Float64Array(length),
    type: new Uint8Array(length),
    positive: new Uint8Array(length),
    origin: new Uint8Array(length),
    context: mapContext(like.context, (column) =>
      column instanceof Float64Array ? new Float64Array(length) : new Int32Array(length),
    ),
  };
}

/** The events `start` to `end`, as views on the same memory. */
export function sliceEvents(events: EventColumns, start: number, end: number): EventColumns {
  return {
    length: end - start,
    user: events.user.subarray(start, end),
    item: events.item.subarray(start, end),
    time: events.time.subarray(start, end),
    weight: events.weight.subarray(start, end),
    offset: events.offset.subarray(start, end),
    type: events.type.subarray(start, end),
    positive: events.positive.subarray(start, end),
    origin: events.origin.subarray(start, end),
    context: mapContext(events.context, (column) => column.subarray(start, end)),
  };
}

/** The events at `rows`, in that order. */
export function takeEvents(events: EventColumns, rows: Int32Array): EventColumns {
  const { length } = rows;
  return {
    length,
    user: take(events.user, rows, new Int32Array(length)),
    item: take(events.item, rows, new Int32Array(length)),
    time: take(events.time, rows, new Float64Array(length)),
    weight: take(events.weight, rows, new Float32Array(length)),
    offset: take(events.offset, rows, new Float64Array(length)),
    type: take(events.type, rows, new Uint8Array(length)),
    positive: take(events.positive, rows, new Uint8Array(length)),
    origin: take(events.origin, rows, new Uint8Array(length)),
    context: mapContext(events.context, (column) => takeContext(column, rows)),
  };
}

/** The values of one context column at `rows`. */
function takeContext(column: ContextColumn, rows: Int32Array): ContextColumn {
  return column instanceof Float64Array
    ? take(column, rows, new Float64Array(rows.length))
    : take(column, rows, new Int32Array(rows.length));
}

/** One block after the other; they have the same context columns. */
export function joinEvents(blocks: readonly EventColumns[]): EventColumns {
  if (blocks.length === 1) {
    return blocks[0];
  }
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const joined = emptyEvents(length, blocks[0] ?? { context: {} });
  let start = 0;
  for (const block of blocks) {
    copyEvents(block, joined, start);
    start += block.length;
  }
  return joined;
}

/** Copies all of `source` into `target` from position `start` on. */
function copyEvents(source: EventColumns, target: EventColumns, start: number): void {
  target.user.set(source.user, start);
  target.item.set(source.item, start);
  target.time.set(source.time, start);
  target.weight.set(source.weight, start);
  target.offset.set(source.offset, start);
  target.type.set(source.type, start);
  target.positive.set(source.positive, start);
  target.origin.set(source.origin, start);
  for (const [name, column] of Object.entries(target.context)) {
    column.set(source.context[name], start);
  }
}

type Numbers = Int32Array | Float64Array | Float32Array | Uint8Array;

function take<T extends Numbers>(from: T, rows: Int32Array, into: T): T {
  for (let i = 0; i < rows.length; i++) {
    into[i] = from[rows[i]];
  }
  return into;
}

/** Context columns, each changed alike. */
function mapContext(
  context: EventColumns['context'],
  map: (column: ContextColumn) => ContextColumn,
): Record<string, ContextColumn> {
  return Object.fromEntries(Object.entries(context).map(([name, column]) => [name, map(column)]));
}
