import { contextColumns } from '@twotower/features';
import { type Config, eventWeight } from '@twotower/schema';
import { requireColumn } from '../columns.ts';
import type { EntityTable } from '../entity-reader.ts';
import type { Table, Wanted } from '../table.ts';

/** Where among the wanted columns each part of an event lies; -1 where the config names none. */
export interface Places {
  readonly user: number;
  readonly item: number;
  readonly time: number;
  readonly type: number;
  readonly weight: number;
  readonly id: number;
  readonly threshold: number;
  /** Read only where it is asked for. */
  readonly request: number;
  /** The source itself says that the column holds times, as milliseconds. */
  readonly typedTime: boolean;
  /** Columns of the request's context, without the time column. */
  readonly context: readonly {
    readonly name: string;
    readonly at: number;
    readonly kind: 'number' | 'code';
    /** A feature reads times from it. */
    readonly times: boolean;
  }[];
  /** Columns of a side that has no file of its own. */
  readonly borrowed: readonly {
    readonly side: 'user' | 'item';
    readonly name: string;
    readonly at: number;
  }[];
  readonly wanted: readonly Wanted[];
}

export interface ExtraColumns {
  readonly context: readonly {
    readonly column: string;
    readonly kind: 'number' | 'code';
    readonly times: boolean;
  }[];
  readonly borrowed: readonly { readonly side: 'user' | 'item'; readonly name: string }[];
  /** Whether the id of the recall that an event reacts to is read. */
  readonly request?: boolean;
}

/**
 * Columns that events carry for the context, and for the sides that have no table of their own.
 *
 * @param described whether the side has a table of its own
 */
export function extraColumns(
  { schema }: Config,
  sides: Readonly<Record<'user' | 'item', EntityTable>>,
  described: Readonly<Record<'user' | 'item', boolean>>,
): ExtraColumns {
  const borrow = (['user', 'item'] as const).filter((side) => !described[side]);
  return {
    context: contextExtra(schema),
    borrowed: borrow.flatMap((side) => [...sides[side].columns.keys()].map((name) => ({ side, name }))),
  };
}

/** The columns of the context, and from which of them a feature reads times. */
export function contextExtra(schema: Config['schema']): ExtraColumns['context'] {
  const times = Object.entries(schema.context).flatMap(([feature, { kind, column = feature }]) =>
    kind === 'time' ? column : [],
  );
  return contextColumns(schema).map((source) => ({ ...source, times: times.includes(source.column) }));
}

/** Which columns of a table to read. @throws DataError naming the config's key where the table lacks one */
export function wantedColumns(table: Table, { schema }: Config, extra: ExtraColumns): Places {
  const { event, user, item, positive } = schema;
  const wanted: Wanted[] = [];
  const want = (name: string | undefined, key: string, as: Wanted['as'] = 'value'): number => {
    if (name === undefined) {
      return -1;
    }
    requireColumn(table, name, key);
    return wanted.push({ name, as }) - 1;
  };
  if (event.request !== undefined && !extra.request) {
    requireColumn(table, event.request, 'schema.event.request');
  }
  return {
    user: want(event.user ?? user.id, event.user ? 'schema.event.user' : 'schema.user.id', 'id'),
    item: want(event.item ?? item.id, event.item ? 'schema.event.item' : 'schema.item.id', 'id'),
    time: want(event.time, 'schema.event.time'),
    type: want(event.type, 'schema.event.type', 'id'),
    weight: want(event.weight && eventWeight(event.weight).column, 'schema.event.weight'),
    id: want(event.id, 'schema.event.id', 'id'),
    threshold: Array.isArray(positive) ? -1 : want(positive.column, 'schema.positive.column'),
    request: extra.request ? want(event.request, 'schema.event.request', 'id') : -1,
    typedTime: table.columns.some(({ name, kind }) => name === event.time && kind === 'time'),
    context: extra.context
      .filter(({ column }) => column !== event.time)
      .map(({ column, kind, times }) => ({ name: column, at: want(column, 'schema.context'), kind, times })),
    borrowed: extra.borrowed.map(({ side, name }) => ({ side, name, at: want(name, `schema.${side}`) })),
    wanted,
  };
}
