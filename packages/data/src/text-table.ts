import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { type Dialect, findDialect } from './dialect.ts';
import { DataError } from './error.ts';
import { cutRecord } from './records.ts';
import type { Format, Role, RowBlock, Table } from './table.ts';

/** A delimited text file, gzipped or not. Only the wanted fields of each line are kept. */
export async function openTextTable(file: string, role: Role, format: Format): Promise<Table> {
  let sample = '';
  for await (const text of decoded(file, format.encoding)) {
    sample += text;
    if (sample.length >= 1 << 16) {
      break;
    }
  }
  const dialect = findDialect(sample, file, role, format);
  return {
    file,
    columns: dialect.columns.map((name) => ({ name, type: 'VARCHAR', kind: 'text' })),
    rows: (wanted) =>
      readRows(
        file,
        format.encoding,
        dialect,
        wanted.map((column) => dialect.columns.indexOf(column.name)),
      ),
  };
}

async function* readRows(
  file: string,
  encoding: Format['encoding'],
  dialect: Dialect,
  picks: readonly number[],
): AsyncGenerator<RowBlock> {
  let rest = '';
  let line = 1;
  let headerSeen = !dialect.header;
  const cutBlock = (text: string, last: boolean) => {
    const columns: (string | null)[][] = picks.map(() => []);
    const lines: number[] = [];
    const malformed: { line: number; reason: string }[] = [];
    let at = 0;
    let quote = dialect.quoted ? text.indexOf('"') : -1;
    while (at < text.length) {
      const end = text.indexOf(dialect.newline, at);
      if (end < 0 && !last) {
        break;
      }
      if (quote >= 0 && quote < at) {
        quote = text.indexOf('"', at);
      }
      const lineEnd = end < 0 ? text.length : end;
      let next = end < 0 ? text.length : end + 1;
      let fields: string[];
      let fault: string | undefined;
      if (quote >= 0 && quote < lineEnd) {
        const record = cutRecord(text, at, dialect, last);
        if (record.end < 0) {
          break;
        }
        ({ fields, fault } = record);
        next = record.end;
      } else {
        const bare =
          dialect.newline === '\n' && text[lineEnd - 1] === '\r' && lineEnd > at ? lineEnd - 1 : lineEnd;
        fields = text.slice(at, bare).split(dialect.delimiter);
      }
      const began = line;
      line += next === end + 1 ? 1 : countOf(text, dialect.newline, at, next);
      at = next;
      if (!fault && fields.length === 1 && fields[0] === '') {
        continue;
      }
      if (!headerSeen) {
        headerSeen = true;
      } else if (fault || fields.length !== dialect.columns.length) {
        const count = `${fields.length} fields instead of ${dialect.columns.length}`;
        malformed.push({ line: began, reason: fault ?? count });
      } else {
        lines.push(began);
        for (let c = 0; c < picks.length; c++) {
          columns[c].push(fields[picks[c]] || null);
        }
      }
    }
    rest = text.slice(at);
    return { length: lines.length, columns, lines, malformed };
  };
  for await (const text of decoded(file, encoding)) {
    yield cutBlock(rest + text, false);
  }
  yield cutBlock(rest, true);
}

async function* decoded(file: string, encoding: Format['encoding']): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const raw = createReadStream(file, { highWaterMark: 1 << 18 });
  const stream = /\.gz$/i.test(file) ? raw.pipe(createGunzip({ chunkSize: 1 << 18 })) : raw;
  raw.on('error', (error) => stream.destroy(error));
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      yield encoding === 'latin-1' ? bytes.toString('latin1') : decoder.decode(bytes, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) {
      throw new DataError(`${file}: not UTF-8; set data.format.encoding: 'latin-1' or convert the file`);
    }
    throw new DataError(
      `${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  } finally {
    raw.destroy();
  }
}

function countOf(text: string, sign: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(sign, from); at >= 0 && at < to; at = text.indexOf(sign, at + 1)) {
    count++;
  }
  return count;
}
