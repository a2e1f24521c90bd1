import type { RawValue } from '../dataset.ts';
import { writtenNumber } from '../written-number.ts';
import { numberOf } from './encoder.ts';

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Milliseconds since 1970 of a number of them or of an ISO date; undefined where the value is missing or no instant. */
export function instantOf(value: RawValue): number | undefined {
  return timeNumberOf(value) ?? isoInstant(value);
}

/** What is written as a number; undefined for dates, and for flags. */
export function timeNumberOf(value: RawValue): number | undefined {
  if (typeof value === 'boolean') {
    return undefined;
  }
  const number = typeof value === 'string' ? writtenNumber(value) : numberOf(value);
  return number === undefined ? undefined : number + 0; // + 0 turns -0, which a dictionary does not keep, into 0
}

/** Milliseconds since 1970 of an ISO date, which is UTC where it names no zone; undefined for anything else. */
export function isoInstant(value: RawValue): number | undefined {
  const parts = typeof value === 'string' ? ISO.exec(value.trim()) : null;
  if (!parts) {
    return undefined;
  }
  const [, date, clock = '00:00', zone = 'Z'] = parts;
  const colonZone = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const instant = Date.parse(`${date}T${clock}${colonZone}`);
  return Number.isNaN(instant) ? undefined : instant;
}
