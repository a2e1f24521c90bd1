import type { RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { requireColumn } from '../columns.ts';
import { DataError } from '../error.ts';
import { rowsInOrder } from '../events/rows-in-order.ts';
import { isMissing } from '../missing-words.ts';
import type { RowBlock, Table, TableColumn, Wanted } from '../table.ts';
import { type CellEntry, cellEntries, type EntryForm } from './cell-entries.ts';
import { columnsOf, isRecord, readerOf } from './record-columns.ts';

export type Explode = NonNullable<Config['data']['explode']>;

const sampleEntries = 10_000;

/**
 * A table with one row an entry of the cells of `explode.column`, in the order of the cells; all other columns are those of
 * the cell's row. An entry that is an object has its fields as columns, `events.aid` for `aid` in `events`; another one stands
 * in the column itself. A row whose cell is missing has no rows here.
 *
 * @param eventId the column of event ids: those of a row's entries are told apart by their places
 * @throws DataError where the table lacks the column
 */
export async function explodedTable(table: Table, explode: Explode, eventId?: string): Promise<Table> {
  const { column, separator, label } = explode;
  requireColumn(table, column, 'data.explode.column');
  const form: EntryForm = { separator, ...(label && { labelSeparator: label.separator }) };
  const fields = fieldsOf(await sampleOf(table, column, form), explode);
  const others = table.columns.filter(({ name }) => name !== column);
  const twice = fields.find((field) => others.some(({ name }) => name === field.column.name));
  if (twice) {
    throw new DataError(
      `${table.file}: data.explode would give a second column "${twice.column.name}"; name another in data.explode.label.column, or rename the file's`,
    );
  }
  return {
    file: table.file,
    columns: [...others, ...fields.map((field) => field.column)],
    async *rows(wanted) {
      const parents = wanted.filter(({ name }) => !fields.some((field) => field.column.name === name));
      const readers = wanted.map((one) => cellReader(one, parents, fields, eventId));
      let row = 0;
      for await (const block of table.rows([...parents, { name: column, as: 'value' }])) {
        const exploded = explodeBlock(block, row, form, readers);
        row += block.length + block.malformed.length;
        yield exploded;
      }
    },
  };
}

/** A column that entries have. */
interface Field {
  readonly column: TableColumn;
  read(entry: CellEntry, as: Wanted['as']): RawValue;
}

/** One cell of the new table: of entry `n`, counting from 1, of row `i` of a block. */
type CellReader = (block: RowBlock, i: number, entry: CellEntry, n: number) => RawValue;

async function sampleOf(table: Table, column: string, form: EntryForm): Promise<CellEntry[]> {
  const sample: CellEntry[] = [];
  for await (const { columns } of table.rows([{ name: column, as: 'value' }])) {
    for (const cell of columns[0]) {
      sample.push(...cellEntries(cell, form));
    }
    if (sample.length >= sampleEntries) {
      break;
    }
  }
  return sample;
}

function fieldsOf(sample: readonly CellEntry[], { column, label }: Explode): Field[] {
  const records = sample.flatMap(({ value }) => (isRecord(value) ? [value] : []));
  const named = columnsOf(records).map((inner) => nestedField(inner, column));
  if (records.length > 0 && records.length === sample.length) {
    return named;
  }
  const values = sample.flatMap(({ value }) => (isRecord(value) ? [] : [{ [column]: value }]));
  const own = columnsOf(values)[0] ?? { name: column, type: 'VARCHAR', kind: 'text' };
  return [valueField(own), ...(label ? [labelField(label.column)] : []), ...named];
}

function nestedField(inner: TableColumn, column: string): Field {
  const readers = {
    id: readerOf({ name: inner.name, as: 'id' }, [inner]),
    value: readerOf({ name: inner.name, as: 'value' }, [inner]),
  };
  return {
    column: { ...inner, name: `${column}.${inner.name}` },
    read: ({ value }, as) => (isRecord(value) ? readers[as](value) : null),
  };
}

function valueField(column: TableColumn): Field {
  const { name } = column;
  const readers = {
    id: readerOf({ name, as: 'id' }, [column]),
    value: readerOf({ name, as: 'value' }, [column]),
  };
  return { column, read: ({ value }, as) => (isRecord(value) ? null : readers[as]({ [name]: value })) };
}

function labelField(name: string): Field {
  return { column: { name, type: 'VARCHAR', kind: 'text' }, read: ({ label }) => label || null };
}

function cellReader(
  wanted: Wanted,
  parents: readonly Wanted[],
  fields: readonly Field[],
  eventId: string | undefined,
): CellReader {
  const field = fields.find(({ column }) => column.name === wanted.name);
  if (field) {
    return (_block, _i, entry) => field.read(entry, wanted.as);
  }
  const place = parents.indexOf(wanted);
  if (wanted.name !== eventId || wanted.as !== 'id') {
    return ({ columns }, i) => columns[place][i];
  }
  return ({ columns }, i, _entry, n) => (isMissing(columns[place][i]) ? null : `${columns[place][i]}/${n}`);
}

function explodeBlock(
  block: RowBlock,
  before: number,
  form: EntryForm,
  readers: readonly CellReader[],
): RowBlock {
  const cells = block.columns[block.columns.length - 1];
  const columns: RawValue[][] = readers.map(() => []);
  const rows: number[] = [];
  const entries: number[] = [];
  const lines: number[] = [];
  const malformed: RowBlock['malformed'][number][] = [];
  rowsInOrder(
    block,
    before,
    (i, row) => {
      cellEntries(cells[i], form).forEach((entry, e) => {
        rows.push(row);
        entries.push(e + 1);
        lines.push(block.lines?.[i] ?? row);
        for (let c = 0; c < readers.length; c++) {
          columns[c].push(readers[c](block, i, entry, e + 1));
        }
      });
    },
    (m, row) => {
      malformed.push({ ...block.malformed[m], row });
    },
  );
  return { length: rows.length, columns, rows, entries, malformed, ...(block.lines && { lines }) };
}
