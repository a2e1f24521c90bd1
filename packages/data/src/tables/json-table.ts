import type { RawValue } from '@twotower/features';
import { DataError } from '../error.ts';
import type { Format, RowBlock, Table, TableColumn, Wanted } from '../table.ts';
import { textOf } from './decode.ts';
import { jsonRecords } from './json-records.ts';
import { columnsOf, type NestedRecord, readerOf } from './record-columns.ts';

const sampleRecords = 10_000;

/**
 * A JSON file, compressed or not: one object a line, or one list of objects. Fields of objects in objects are columns
 * with dotted names, lists stay lists. Columns are those of the first 10,000 rows.
 */
export async function openJsonTable(file: string, format: Format): Promise<Table> {
  const sample: NestedRecord[] = [];
  let malformed = 0;
  for await (const block of recordsOf(file, format)) {
    for (const found of block) {
      if ('record' in found) {
        sample.push(found.record);
      } else {
        malformed++;
      }
    }
    if (sample.length + malformed >= sampleRecords) {
      break;
    }
  }
  if (sample.length === 0 && malformed > 0) {
    throw new DataError(`${file}: no JSON object in it; write one object a line, or one list of objects`);
  }
  const columns = columnsOf(sample);
  return { file, columns, rows: (wanted) => readRows(file, format, wanted, columns) };
}

async function* readRows(
  file: string,
  format: Format,
  wanted: readonly Wanted[],
  columns: readonly TableColumn[],
): AsyncGenerator<RowBlock> {
  const readers = wanted.map((column) => readerOf(column, columns));
  for await (const found of recordsOf(file, format)) {
    const cells: RawValue[][] = readers.map(() => []);
    const lines: number[] = [];
    const malformed: { line: number; reason: string }[] = [];
    for (const entry of found) {
      if ('reason' in entry) {
        malformed.push(entry);
        continue;
      }
      lines.push(entry.line);
      for (let c = 0; c < readers.length; c++) {
        cells[c].push(readers[c](entry.record));
      }
    }
    yield { length: lines.length, columns: cells, lines, malformed };
  }
}

async function* recordsOf(file: string, format: Format) {
  try {
    yield* jsonRecords(textOf(file, format.encoding));
  } catch (error) {
    throw error instanceof DataError ? error : new DataError(`${file}: ${(error as Error).message}`);
  }
}
