import { InvalidArgumentError } from 'commander';

/** How the text of a flag becomes its value; each throws an InvalidArgumentError that says what to give. */
export type FlagValue<T> = (text: string) => T;

export function nonEmpty(text: string): string {
  if (text.trim() === '') {
    throw new InvalidArgumentError('must not be empty');
  }
  return text;
}

export function positiveInteger(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) {
    throw new InvalidArgumentError('must be at least 1');
  }
  return value;
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError('must be a whole number');
  }
  return Number(text);
}

/** `9100` or `0.0.0.0:9100`; alone a port is one of this machine only. */
export function listenAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host = '127.0.0.1', digits = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === '' || port > 65_535) {
    throw new InvalidArgumentError('must be a port, as in 9100 or 0.0.0.0:9100');
  }
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port };
}

/** `a,b` as its ids; a JSON list, `["a,b"]`, for ids that hold a comma. */
export function ids(text: string): string[] {
  const parts = text.trimStart().startsWith('[')
    ? listOf(text).map(String)
    : text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) {
    throw new InvalidArgumentError('holds an empty id; give ids with a comma between');
  }
  return parts;
}

/** A value as a table's cell would hold it. */
export type CellValue = string | boolean | readonly (string | number | boolean)[];

/** `column=value`. Numbers stay text, as in a file: `007` is no 7. Lists are JSON, `genres=["War","Drama"]`. */
export function entry(text: string): readonly [column: string, value: CellValue] {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new InvalidArgumentError('must be a column and its value, as in device=tv');
  }
  const value = text.slice(at + 1);
  const given = value.startsWith('[')
    ? listOf(value)
    : /^(true|false)$/.test(value)
      ? value === 'true'
      : value;
  return [text.slice(0, at), given];
}

/** A flag that may be given several times: its entries as one record, each column once. */
export function collected<T>(read: FlagValue<readonly [string, T]>) {
  return (text: string, before: Readonly<Record<string, T>> = {}): Record<string, T> => {
    const [column, value] = read(text);
    if (Object.hasOwn(before, column)) {
      throw new InvalidArgumentError(`gives ${column} twice`);
    }
    return Object.fromEntries([...Object.entries(before), [column, value]]);
  };
}

function listOf(text: string): (string | number | boolean)[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('begins as a list but is no JSON; give it as ["a","b"]');
  }
  const isScalar = (part: unknown): part is string | number | boolean =>
    ['string', 'number', 'boolean'].includes(typeof part);
  if (!Array.isArray(list) || !list.every(isScalar)) {
    throw new InvalidArgumentError('must be a flat list of texts and numbers, as in ["a","b"]');
  }
  return list;
}
