/** What a cell of a file can hold once read. */
export type RawValue = string | number | boolean | null | undefined | readonly RawValue[];

/** One user, item or request as people know it: column name to value. */
export type RawRecord = Readonly<Record<string, RawValue>>;

/** All users or all items a dataset knows; an entity's index in these arrays is its integer in event columns. */
export interface Entities {
  readonly ids: readonly string[];
  /** Column name to one value an entity (`ids.length` values); without a file for this side, no columns. */
  readonly columns: Readonly<Record<string, readonly RawValue[]>>;
}

/** One value an entity; undefined where the entities have no such column of their own (`constructor` is a name too). */
export function columnOf(entities: Entities, column: string): readonly RawValue[] | undefined {
  return Object.hasOwn(entities.columns, column) ? entities.columns[column] : undefined;
}

/** Events as parallel columns, each `[length]`, in time order (row order where the log has no times). */
export interface EventColumns {
  readonly length: number;
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** Milliseconds since 1970; NaN throughout where the log has no times. */
  readonly time: Float64Array;
  readonly weight: Float32Array;
  /** Index into `Dataset.types`. */
  readonly type: Uint8Array;
  /** 1 where the config counts the event as a positive. */
  readonly positive: Uint8Array;
}

/** Cloneable: enough for a worker thread to open the same dataset again with {@link openDataset}. */
export type DatasetDescription = {
  readonly kind: 'memory';
  readonly users: Entities;
  readonly items: Entities;
  readonly types: readonly string[];
  readonly events: EventColumns;
};

/** A log as typed columns. Streams blocks, so that a log on disk can stand behind the same interface. */
export interface Dataset {
  readonly users: Entities;
  readonly items: Entities;
  readonly types: readonly string[];
  readonly length: number;
  readonly description: DatasetDescription;
  blocks(rows?: number): AsyncIterable<EventColumns>;
}

/** A dataset held in memory. */
export function memoryDataset(source: Omit<DatasetDescription, 'kind'>): Dataset {
  const { users, items, types, events } = source;
  return {
    users,
    items,
    types,
    length: events.length,
    description: { kind: 'memory', users, items, types, events },
    async *blocks(rows = 65536) {
      for (let start = 0; start < events.length; start += rows) {
        yield sliceEvents(events, start, Math.min(events.length, start + rows));
      }
    },
  };
}

/** Opens the dataset a description stands for, in this or another thread. */
export function openDataset(description: DatasetDescription): Dataset {
  return memoryDataset(description);
}

function sliceEvents(events: EventColumns, start: number, end: number): EventColumns {
  return {
    length: end - start,
    user: events.user.subarray(start, end),
    item: events.item.subarray(start, end),
    time: events.time.subarray(start, end),
    weight: events.weight.subarray(start, end),
    type: events.type.subarray(start, end),
    positive: events.positive.subarray(start, end),
  };
}
