import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RawValue } from '@twotower/features';
import type { SqliteSource } from '@twotower/schema';
import type { Database } from 'libsql';
import { DataError } from '../error.ts';
import type { RowBlock, Table, TableColumn, Wanted } from '../table.ts';
import { quoteName } from './quote-name.ts';
import { planQuery, planTable } from './sqlite-plan.ts';
import { idText, plainValue, valueKind } from './sqlite-values.ts';

const sampleRows = 1000;
const blockRows = 2048;

/**
 * A table, view or query of a SQLite file, read only, in the order of its row ids (of its primary key where it has no
 * row ids; a view or query in the order that it gives). SQLite keeps a type with each value, so a column's kind is that
 * of its first values.
 *
 * @throws DataError where the file, the table or the query is no good
 */
export async function openSqliteTable(source: SqliteSource, folder: string, key: string): Promise<Table> {
  const path = resolve(folder, source.sqlite);
  const file = `${path} (${source.table === undefined ? 'query' : `table ${source.table}`})`;
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new DataError(`${key}: no such SQLite file ${path}; paths are relative to the config file`);
  }
  const { from, order, columns } = await using(path, file, async (database) => {
    const plan =
      source.table === undefined ? planQuery(source.query) : planTable(database, source.table, file);
    const statement = database.prepare(`select * from ${plan.from}${plan.order} limit ${sampleRows}`);
    const sample = statement.raw(true).safeIntegers(true).all() as unknown[][];
    const columns = statement.columns().map(({ name, type }, c): TableColumn => {
      const kind = valueKind(
        type,
        sample.map((row) => row[c]),
      );
      return { name, type: type ?? kind.toUpperCase(), kind };
    });
    return { ...plan, columns };
  });
  return {
    file,
    columns,
    async *rows(wanted) {
      const database = await open(path, file);
      try {
        const names = wanted.map(({ name }) => quoteName(name)).join(', ') || '1';
        const statement = database.prepare(`select ${names} from ${from}${order}`);
        yield* readBlocks(
          statement.raw(true).safeIntegers(true).iterate() as Iterable<unknown[]>,
          wanted,
          columns,
        );
      } catch (error) {
        throw unreadable(file, error);
      } finally {
        database.close();
      }
    },
  };
}

function* readBlocks(
  rows: Iterable<unknown[]>,
  wanted: readonly Wanted[],
  columns: readonly TableColumn[],
): Generator<RowBlock> {
  const converters = wanted.map(({ name, as }) => {
    const kind = columns.find((column) => column.name === name)?.kind;
    return as === 'id' ? idText : (value: unknown) => plainValue(value, kind);
  });
  let cells: RawValue[][] = converters.map(() => []);
  let length = 0;
  for (const row of rows) {
    for (let c = 0; c < converters.length; c++) {
      cells[c].push(converters[c](row[c]));
    }
    if (++length === blockRows) {
      yield { length, columns: cells, malformed: [] };
      cells = converters.map(() => []);
      length = 0;
    }
  }
  yield { length, columns: cells, malformed: [] };
}

/** The native module is loaded where a config names SQLite, and only there. */
async function open(path: string, file: string): Promise<Database> {
  const { default: Libsql } = await import('libsql');
  try {
    const database = new Libsql(path, { timeout: 10_000 });
    database.pragma('query_only = 1');
    return database;
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function using<T>(path: string, file: string, run: (database: Database) => Promise<T>): Promise<T> {
  const database = await open(path, file);
  try {
    return await run(database);
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    database.close();
  }
}

function unreadable(file: string, error: unknown): DataError {
  return error instanceof DataError
    ? error
    : new DataError(
        `${file}: SQLite cannot read it (${error instanceof Error ? error.message : String(error)})`,
      );
}
