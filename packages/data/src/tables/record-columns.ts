import type { RawValue } from '@twotower/features';
import type { ColumnKind, TableColumn, Wanted } from '../table.ts';

/** A row as code or JSON has it: values, lists and objects in objects. */
export type NestedRecord = Readonly<Record<string, unknown>>;

/** The columns of some records, in the order in which they first occur: `{ user: { id } }` has the column `user.id`. */
export function columnsOf(records: Iterable<NestedRecord>): TableColumn[] {
  const kinds = new Map<string, ColumnKind | undefined>();
  for (const record of records) {
    collect(record, '', kinds);
  }
  return [...kinds].map(([name, kind = 'text']) => ({ name, type: typeNames[kind], kind }));
}

/** How one column is read from a record. */
export function readerOf(
  wanted: Wanted,
  columns: readonly TableColumn[],
): (record: NestedRecord) => RawValue {
  const path = wanted.name.split('.');
  const kind = columns.find(({ name }) => name === wanted.name)?.kind;
  const convert = wanted.as === 'id' ? idOf : kind === 'number' ? numberOf : plain;
  if (path.length === 1) {
    return (record) => convert(own(record, wanted.name));
  }
  return (record) => convert(Object.hasOwn(record, wanted.name) ? record[wanted.name] : walk(record, path));
}

/** Whether a value has columns: an object that is no list and no time. */
export function isRecord(value: unknown): value is NestedRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

const typeNames: Readonly<Record<ColumnKind, string>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  time: 'TIMESTAMP',
  list: 'LIST',
};

function collect(record: NestedRecord, prefix: string, kinds: Map<string, ColumnKind | undefined>): void {
  for (const [key, value] of Object.entries(record)) {
    const name = prefix + key;
    if (isRecord(value)) {
      collect(value, `${name}.`, kinds);
      continue;
    }
    const kind = kindOf(value);
    const known = kinds.get(name);
    kinds.set(name, known === undefined || kind === undefined || kind === known ? (known ?? kind) : 'text');
  }
}

function kindOf(value: unknown): ColumnKind | undefined {
  if (value === null || value === undefined) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return 'list';
  }
  if (value instanceof Date) {
    return 'time';
  }
  return typeof value === 'number' || typeof value === 'bigint'
    ? 'number'
    : typeof value === 'boolean'
      ? 'boolean'
      : 'text';
}

function walk(record: NestedRecord, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const key of path) {
    value = isRecord(value) ? own(value, key) : undefined;
  }
  return value;
}

function own(record: NestedRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function idOf(value: unknown): RawValue {
  if (typeof value === 'string') {
    return value === '' ? null : value;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? wholeText(value) : null;
  }
  if (typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value);
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? null : value.toISOString();
  }
  return value === null || typeof value !== 'object' ? null : JSON.stringify(value);
}

/** 1e21 in full, as a database would write it. */
function wholeText(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** Integers too long for a number come as text. */
function numberOf(value: unknown): RawValue {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : plain(value);
}

function plain(value: unknown): RawValue {
  if (typeof value === 'string') {
    return value === '' ? null : value;
  }
  if (typeof value === 'number') {
    return Number.isNaN(value) ? null : value;
  }
  if (typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? null : value.getTime();
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  return value === null || typeof value !== 'object' ? null : JSON.stringify(value);
}
