import type { RawValue } from '@twotower/features';
import type { RowsFunction } from '@twotower/schema';
import { DataError } from '../error.ts';
import type { RowBlock, Table, TableColumn, Wanted } from '../table.ts';
import { columnsOf, isRecord, type NestedRecord, readerOf } from './record-columns.ts';

const sampleRecords = 10_000;
const blockRows = 2048;

/**
 * Rows that a config's function gives; it is called once to find the columns in its first 10,000 rows, and again each
 * time the rows are read. Objects in rows become columns with dotted names.
 *
 * @param key the config's key, for messages
 */
export async function openFunctionTable(rows: RowsFunction, key: string): Promise<Table> {
  const sample: NestedRecord[] = [];
  let count = 0;
  for await (const row of run(rows, key)) {
    if (isRecord(row)) {
      sample.push(row);
    }
    if (++count >= sampleRecords) {
      break;
    }
  }
  if (sample.length === 0 && count > 0) {
    throw new DataError(
      `${key}: the function gives no objects; yield rows such as { user: 'u1', item: 'i1' }`,
    );
  }
  const columns = columnsOf(sample);
  return {
    file: `${key} (a function)`,
    columns,
    rows: (wanted) => readRows(rows, key, wanted, columns),
  };
}

async function* readRows(
  rows: RowsFunction,
  key: string,
  wanted: readonly Wanted[],
  columns: readonly TableColumn[],
): AsyncGenerator<RowBlock> {
  const readers = wanted.map((column) => readerOf(column, columns));
  const emptyBlock = () => ({
    length: 0,
    columns: readers.map((): RawValue[] => []),
    malformed: [] as Malformed[],
  });
  let block = emptyBlock();
  let number = 0;
  for await (const row of run(rows, key)) {
    number++;
    if (isRecord(row)) {
      block.length++;
      for (let c = 0; c < readers.length; c++) {
        block.columns[c].push(readers[c](row));
      }
    } else {
      block.malformed.push({ line: number, reason: 'not an object' });
    }
    if (block.length + block.malformed.length >= blockRows) {
      yield block;
      block = emptyBlock();
    }
  }
  yield block;
}

interface Malformed {
  readonly line: number;
  readonly reason: string;
}

/** Calls the function; whatever it throws becomes an error that names the key. */
async function* run(rows: RowsFunction, key: string): AsyncGenerator<unknown> {
  let number = 0;
  try {
    for await (const row of await rows()) {
      number++;
      yield row;
    }
  } catch (error) {
    throw new DataError(
      `${key}: the function failed after ${number} rows: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
