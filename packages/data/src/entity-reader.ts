import type { RawValue } from '@twotower/features';
import type { Config, EntitySchema } from '@twotower/schema';
import { requireColumn } from './columns.ts';
import { rowsInOrder } from './events/rows-in-order.ts';
import { IdIndex } from './id-index.ts';
import { ownText } from './own-text.ts';
import type { RejectLog } from './reject-log.ts';
import type { Table } from './table.ts';

/** What a side's file gives: its ids first, then those that only the log knows. */
export interface EntityTable {
  readonly index: IdIndex;
  /** Column name to the values of the entities, by index; shorter than the ids where the log adds some. */
  readonly columns: Map<string, RawValue[]>;
  /** Rows read from the side's own files. */
  readonly rows: number;
  /** Ids of the side's own files: they come before those that only the log has. */
  readonly described: number;
}

/** One side of `schema`; items say what is shown of them too. */
type SideSchema = EntitySchema & Partial<Pick<Config['schema']['item'], 'attributes' | 'availability'>>;

/** The columns that a side's features and attributes are read from, and those that say when an item is available. */
export function entityColumns(schema: SideSchema): string[] {
  const features = Object.entries(schema.features).flatMap(([name, feature]) =>
    feature.kind === 'history' ? [] : (feature.column ?? name),
  );
  const { attributes = [], availability = {} } = schema;
  const bounds = [availability.from, availability.until].flatMap((column) => column ?? []);
  return [...new Set([...features, ...attributes, ...bounds])];
}

/**
 * Reads the tables of one side. A row without an id is rejected; of two rows with one id the later one holds.
 *
 * @throws DataError for a missing column
 */
export async function readEntities(
  tables: readonly Table[],
  side: 'user' | 'item',
  schema: SideSchema,
  rejects: RejectLog,
): Promise<EntityTable> {
  const index = new IdIndex();
  const names = entityColumns(schema);
  const columns = new Map<string, RawValue[]>(names.map((name) => [name, []]));
  let rows = 0;
  for (const table of tables) {
    const { file } = table;
    requireColumn(table, schema.id, `schema.${side}.id`);
    for (const name of names) {
      requireColumn(table, name, `schema.${side}`);
    }
    let row = 0;
    const wanted = names.map((name) => ({ name, as: 'value' as const }));
    for await (const block of table.rows([{ name: schema.id, as: 'id' }, ...wanted])) {
      const [ids, ...values] = block.columns;
      const at = (line: number) => ({ file, ...(block.lines && { line }) });
      row += rowsInOrder(
        block,
        row,
        (i, place) => {
          const id = ids[i];
          if (typeof id !== 'string' || id.trim() === '') {
            rejects.add({
              ...at(block.lines?.[i] ?? 0),
              row: place,
              column: schema.id,
              reason: `no ${side} id`,
            });
            return;
          }
          const entity = index.add(id);
          names.forEach((name, c) => {
            const column = columns.get(name);
            if (column) {
              column[entity] = ownText(values[c][i]);
            }
          });
        },
        (m, place) => {
          const { line, reason } = block.malformed[m];
          rejects.add({ ...at(line), row: place, reason });
        },
      );
    }
    rows += row;
  }
  return { index, columns, rows, described: index.ids.length };
}
