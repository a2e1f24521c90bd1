import { statSync } from 'node:fs';
import type { Format, Role, Table } from '../table.ts';
import { textOf, utf8TextOf } from './decode.ts';
import { type Dialect, findDialect } from './dialect.ts';
import { rowsOf } from './text-rows.ts';
import { type TextStretch, textStretches } from './text-stretches.ts';

const sampleLength = 1 << 16;
/** Rows are handed over in blocks of a few thousand. */
const blockBytes = 1 << 17;

/** A delimited text file, compressed or not. */
export interface TextTable extends Table {
  readonly dialect: Dialect;
  /** Bytes of the file as it lies there. */
  readonly fileBytes: number;
  /**
   * The file's text by stretches of whole lines, for those who cut it themselves.
   *
   * @param onBytes is told how many of the file's bytes were read so far
   */
  stretches(onBytes: (bytes: number) => void, least?: number): AsyncIterable<TextStretch>;
}

export function isTextTable(table: Table): table is TextTable {
  return 'stretches' in table;
}

/** Opens a delimited text file. Only the wanted fields of each line are kept. */
export async function openTextTable(file: string, role: Role, format: Format): Promise<TextTable> {
  let sample = '';
  for await (const text of textOf(file, format.encoding)) {
    sample += text;
    if (sample.length >= sampleLength) {
      break;
    }
  }
  const dialect = findDialect(sample, file, role, format);
  const stretches: TextTable['stretches'] = (onBytes, least) =>
    textStretches(utf8TextOf(file, format.encoding, onBytes), dialect, least);
  return {
    file,
    columns: dialect.columns.map((name) => ({ name, type: 'VARCHAR', kind: 'text' })),
    dialect,
    fileBytes: statSync(file).size,
    stretches,
    rows: (wanted) =>
      rowsOf(
        stretches(() => undefined, blockBytes),
        dialect,
        wanted.map((column) => dialect.columns.indexOf(column.name)),
      ),
  };
}
