import {
  type DayOrder,
  decimalSign,
  type Entities,
  listParts,
  numberOf,
  parseDate,
  type RawValue,
  type TimeForm,
  type TimeForms,
  writtenList,
  writtenNumber,
} from '@twotower/features';
import type { EntitySchema } from '@twotower/schema';
import type { EntityTable } from './entity-reader.ts';
import { dayOrderIn } from './events/day-order.ts';
import { isMissing } from './missing-words.ts';

/** The entities of a side, and how the times in its columns were written. */
export interface FinishedEntities {
  readonly entities: Entities;
  readonly timeForms: TimeForms;
}

/** Fills the gaps with null and turns text into the numbers, flags and lists that features, filters and answers read. */
export function finishEntities(table: EntityTable, schema: EntitySchema): FinishedEntities {
  const ids = table.index.ids;
  const columns: Record<string, readonly RawValue[]> = {};
  const timeForms: Record<string, TimeForm> = {};
  for (const [name, values] of table.columns) {
    const features = Object.entries(schema.features).flatMap(([feature, config]) =>
      config.kind !== 'history' && (config.column ?? feature) === name ? [config] : [],
    );
    const filled = Array.from({ length: ids.length }, (_, i) => values[i] ?? null);
    const order = features.some(({ kind }) => kind === 'time') ? dayOrderIn(filled) : undefined;
    if (order !== undefined) {
      timeForms[name] = { order };
    }
    columns[name] = filled.map(converter(features, filled, order));
  }
  return { entities: { ids, columns }, timeForms };
}

type Feature = EntitySchema['features'][string];
type Convert = (value: RawValue) => RawValue;

/** A column that no feature reads is what all its values look like. */
function converter(
  features: readonly Feature[],
  values: readonly RawValue[],
  order: DayOrder | undefined,
): Convert {
  if (features.some(({ kind }) => kind === 'vector')) {
    return (value) => (typeof value === 'string' ? (parseVector(value) ?? value) : value);
  }
  if (features.some(({ kind }) => kind === 'numeric')) {
    return toNumber(values);
  }
  if (features.length > 0 && features.every(({ kind }) => kind === 'time')) {
    // Years and seconds since 1970 are numbers to filters too.
    const plain = areNumbers(values) ? toNumber(values) : (value: RawValue) => value;
    return (value) => (typeof value === 'string' ? (parseDate(value.trim(), order) ?? plain(value)) : value);
  }
  const list = features.find((feature) => feature.kind === 'categories');
  if (list) {
    return (value) =>
      typeof value === 'string' && writtenList(value) ? listParts(value, list.separator) : value;
  }
  return features.length === 0 ? toWhatAllAre(values) : (value) => value;
}

function toWhatAllAre(values: readonly RawValue[]): Convert {
  const texts = textsOf(values);
  if (texts.length === 0) {
    return (value) => (isMissing(value) ? null : value);
  }
  if (areNumbers(values)) {
    return toNumber(values);
  }
  if (texts.every((text) => /^\s*(true|false)\s*$/i.test(text))) {
    return (value) => (isMissing(value) ? null : typeof value === 'string' ? /true/i.test(value) : value);
  }
  if (texts.every((text) => writtenList(text) !== undefined)) {
    return (value) => (isMissing(value) ? null : typeof value === 'string' ? writtenList(value) : value);
  }
  return (value) => value;
}

function areNumbers(values: readonly RawValue[]): boolean {
  const texts = textsOf(values);
  return texts.length > 0 && texts.every(isPlainNumber);
}

/** Text that is no word for a missing value. */
function textsOf(values: readonly RawValue[]): string[] {
  return values.filter((value): value is string => typeof value === 'string' && !isMissing(value));
}

/** A number, but none with zeros before it (`007` is a name) and none too long to be held exactly. */
function isPlainNumber(text: string): boolean {
  const number = writtenNumber(text);
  return (
    number !== undefined &&
    !/^\s*[-+]?0\d/.test(text) &&
    !(/^\s*[-+]?\d{16,}\s*$/.test(text) && !Number.isSafeInteger(number))
  );
}

function toNumber(values: readonly RawValue[]): Convert {
  const sign = decimalSign(textsOf(values));
  return (value) => {
    if (typeof value !== 'string') {
      return value;
    }
    return writtenNumber(value, sign) ?? numberOf(value) ?? null;
  };
}

function parseVector(text: string): readonly RawValue[] | null {
  const parts = text
    .replace(/^\s*[[(]|[\])]\s*$/g, '')
    .split(/[\s,;|]+/)
    .filter((part) => part !== '');
  const numbers = parts.map((part) => writtenNumber(part) ?? null);
  return numbers.length > 0 && !numbers.includes(null) ? numbers : null;
}
