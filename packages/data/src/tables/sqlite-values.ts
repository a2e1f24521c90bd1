import type { RawValue } from '@twotower/features';
import type { ColumnKind } from '../table.ts';

/** The kind of a column by what its values are; where there is none, by its declared type. */
export function valueKind(declared: string | null, values: readonly unknown[]): ColumnKind {
  const filled = values.filter((value) => value !== null);
  const numeric = filled.every((value) => typeof value === 'bigint' || typeof value === 'number');
  if (/bool/i.test(declared ?? '') && filled.every((value) => value === 0n || value === 1n)) {
    return 'boolean';
  }
  if (filled.length > 0) {
    return numeric ? 'number' : 'text';
  }
  return /int|real|floa|doub|num|dec/i.test(declared ?? '') ? 'number' : 'text';
}

/** Exact text: integers come as bigint, and a whole REAL is written as an integer. */
export function idText(value: unknown): RawValue {
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? Number.isInteger(value)
        ? BigInt(value).toString()
        : String(value)
      : null;
  }
  return textOf(value);
}

/** Numbers as numbers, 0 and 1 of a boolean column as false and true, the rest as text. */
export function plainValue(value: unknown, kind: ColumnKind | undefined): RawValue {
  if (typeof value === 'bigint') {
    return kind === 'boolean' ? value !== 0n : Number(value);
  }
  return typeof value === 'number' ? value : textOf(value);
}

/** A blob as hexadecimal digits. */
function textOf(value: unknown): string | null {
  const text = Buffer.isBuffer(value)
    ? value.toString('hex')
    : value === null || value === undefined
      ? ''
      : String(value);
  return text === '' ? null : text;
}
