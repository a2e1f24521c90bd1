import type { RawValue } from '@twotower/features';
import { type Config, eventWeight } from '@twotower/schema';
import type { Table, TableColumn } from '../table.ts';
import { loggedColumns } from './logged-columns.ts';

/** Events of an event log one after another, as columns. */
export interface LoggedBatch {
  readonly length: number;
  /** Their places in the log, ascending: the dataset's offsets. */
  readonly offsets: ArrayLike<number>;
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly types: readonly string[];
  /** Milliseconds since 1970; NaN for none. */
  readonly times: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  readonly requests: readonly (string | undefined)[];
  readonly contexts: readonly (Readonly<Record<string, RawValue>> | undefined)[];
}

/** A stretch of an event log, which can be read again and again. */
export interface LoggedEvents {
  /** What messages call it, such as `event log from 100 to 900`. */
  readonly name: string;
  read(): AsyncIterable<LoggedBatch>;
}

/**
 * A stretch of an event log as the table that a config reads: its columns have the names that the config gives them. Event ids
 * are empty, since the log has each event once.
 */
export function eventLogTable({ name, read }: LoggedEvents, config: Config): Table {
  const cells = cellsOf(config);
  return {
    file: name,
    columns: [...cells].map(([name, { kind }]): TableColumn => ({ name, type: kind, kind })),
    async *rows(wanted) {
      for await (const batch of read()) {
        const rows = Array.from({ length: batch.length }, (_, i) => i);
        yield {
          length: batch.length,
          offsets: batch.offsets,
          columns: wanted.map(({ name }) => {
            const cell = cells.get(name)?.cell ?? (() => null);
            return rows.map((i) => cell(batch, i));
          }),
          malformed: [],
        };
      }
    },
  };
}

interface LoggedColumn {
  readonly kind: TableColumn['kind'];
  readonly cell: (batch: LoggedBatch, i: number) => RawValue;
}

/** A column that the log keeps as it stood in its file comes before the event's own part of the same name. */
function cellsOf(config: Config): ReadonlyMap<string, LoggedColumn> {
  const { event, user, item } = config.schema;
  const text = (cell: LoggedColumn['cell']): LoggedColumn => ({ kind: 'text', cell });
  const own: readonly (readonly [string | undefined, LoggedColumn])[] = [
    [event.id, text(() => null)],
    [event.user ?? user.id, text(({ users }, i) => users[i])],
    [event.item ?? item.id, text(({ items }, i) => items[i])],
    [event.type, text(({ types }, i) => types[i])],
    [event.request, text(({ requests }, i) => requests[i] ?? null)],
    [
      event.weight && eventWeight(event.weight).column,
      { kind: 'number', cell: ({ weights }, i) => weights[i] },
    ],
    [event.time, { kind: 'time', cell: ({ times }, i) => (Number.isNaN(times[i]) ? null : times[i]) }],
  ];
  const kept = loggedColumns(config).map(
    (name) => [name, text(({ contexts }, i) => contexts[i]?.[name] ?? null)] as const,
  );
  return new Map([
    ...own.flatMap(([name, column]) => (name === undefined ? [] : [[name, column] as const])),
    ...kept,
  ]);
}
