import type { Format, Role, RowBlock, Table } from '../table.ts';
import { textOf } from './decode.ts';
import { type Dialect, findDialect } from './dialect.ts';
import { TextCutter } from './text-cutter.ts';

const sampleLength = 1 << 16;

/** A delimited text file, compressed or not. Only the wanted fields of each line are kept. */
export async function openTextTable(file: string, role: Role, format: Format): Promise<Table> {
  let sample = '';
  for await (const text of textOf(file, format.encoding)) {
    sample += text;
    if (sample.length >= sampleLength) {
      break;
    }
  }
  const dialect = findDialect(sample, file, role, format);
  return {
    file,
    columns: dialect.columns.map((name) => ({ name, type: 'VARCHAR', kind: 'text' })),
    rows: (wanted) =>
      readRows(
        textOf(file, format.encoding),
        dialect,
        wanted.map((column) => dialect.columns.indexOf(column.name)),
      ),
  };
}

async function* readRows(
  pieces: AsyncIterable<string>,
  dialect: Dialect,
  picks: readonly number[],
): AsyncGenerator<RowBlock> {
  const cutter = new TextCutter(dialect, picks);
  for await (const text of pieces) {
    yield cutter.cut(text, false);
  }
  yield cutter.cut('', true);
}
