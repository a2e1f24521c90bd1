import type { RawValue } from '@twotower/features';
import type { ColumnProfile } from './column-profile.ts';

const sampleValues = 1000;

/**
 * How many numbers each value of a column of embeddings has: lists, `[0.1, 0.2]` or `0.1 0.2` as text, or the base64 of
 * 32-bit floats. Whole numbers are no embedding but codes.
 *
 * @returns undefined where it holds no vectors, or vectors of different lengths
 */
export function inferVector({ values, column }: ColumnProfile): number | undefined {
  if (column.kind !== 'list' && column.kind !== 'text') {
    return undefined;
  }
  const sample = values.filter((value) => value !== null && value !== undefined).slice(0, sampleValues);
  const vectors = sample.map((value) => numbersIn(value) ?? floatsIn(value) ?? []);
  const lengths = new Map<number, number>();
  for (const { length } of vectors) {
    lengths.set(length, (lengths.get(length) ?? 0) + 1);
  }
  const [[dim, often] = [0, 0]] = [...lengths].sort((a, b) => b[1] - a[1]);
  const broken = vectors.some((vector) => vector.some((number) => !Number.isInteger(number)));
  return dim >= 2 && broken && often >= 0.9 * sample.length ? dim : undefined;
}

/** The numbers of a list or of a text that is one. */
function numbersIn(value: RawValue): number[] | undefined {
  if (Array.isArray(value)) {
    return value.every((element) => typeof element === 'number') ? value.map(Number) : undefined;
  }
  if (
    typeof value !== 'string' ||
    !/^\s*[[(]?\s*-?[\d.]+(?:e[-+]?\d+)?(?:[\s,;|]+-?[\d.]+(?:e[-+]?\d+)?)+\s*[\])]?\s*$/i.test(value)
  ) {
    return undefined;
  }
  const numbers = value
    .replace(/[[\]()]/g, ' ')
    .trim()
    .split(/[\s,;|]+/)
    .map(Number);
  return numbers.every(Number.isFinite) ? numbers : undefined;
}

/** At least four little-endian floats of a size that embeddings have. */
function floatsIn(value: RawValue): number[] | undefined {
  if (
    typeof value !== 'string' ||
    value.length < 24 ||
    value.length % 4 !== 0 ||
    !/^[A-Za-z0-9+/]+={0,2}$/.test(value)
  ) {
    return undefined;
  }
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length % 4 !== 0) {
    return undefined;
  }
  const floats = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
  const usual = (float: number) => float === 0 || (Math.abs(float) > 1e-9 && Math.abs(float) < 1e4);
  return floats.every(usual) ? floats : undefined;
}
