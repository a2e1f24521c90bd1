import type { RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { TableColumn, Wanted } from '../table.ts';
import type { CellEntry } from './cell-entries.ts';
import { columnsOf, isRecord, readerOf } from './record-columns.ts';

export type Explode = NonNullable<Config['data']['explode']>;

/** A column that entries have. */
export interface EntryField {
  readonly column: TableColumn;
  read(entry: CellEntry, as: Wanted['as']): RawValue;
}

/** The columns of some entries: of what stands for itself, of its label, of the fields of objects. */
export function entryFields(sample: readonly CellEntry[], { column, label }: Explode): EntryField[] {
  const records = sample.flatMap(({ value }) => (isRecord(value) ? [value] : []));
  const named = columnsOf(records).map((inner) => nestedField(inner, column));
  if (records.length > 0 && records.length === sample.length) {
    return named;
  }
  const values = sample.flatMap(({ value }) => (isRecord(value) ? [] : [{ [column]: value }]));
  const own = columnsOf(values)[0] ?? { name: column, type: 'VARCHAR', kind: 'text' };
  return [valueField(own), ...(label ? [labelField(label.column)] : []), ...named];
}

function nestedField(inner: TableColumn, column: string): EntryField {
  const readers = {
    id: readerOf({ name: inner.name, as: 'id' }, [inner]),
    value: readerOf({ name: inner.name, as: 'value' }, [inner]),
  };
  return {
    column: { ...inner, name: `${column}.${inner.name}` },
    read: ({ value }, as) => (isRecord(value) ? readers[as](value) : null),
  };
}

function valueField(column: TableColumn): EntryField {
  const { name } = column;
  const readers = {
    id: readerOf({ name, as: 'id' }, [column]),
    value: readerOf({ name, as: 'value' }, [column]),
  };
  return { column, read: ({ value }, as) => (isRecord(value) ? null : readers[as]({ [name]: value })) };
}

function labelField(name: string): EntryField {
  return { column: { name, type: 'VARCHAR', kind: 'text' }, read: ({ label }) => label || null };
}
