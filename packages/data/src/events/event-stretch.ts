import type { RawValue, TimeUnit } from '@twotower/features';
import type { Reject, UnreadValues } from '../read-summary.ts';
import type { ArrivalBlock } from './arrival-block.ts';

/**
 * What the rows of a stretch of a log give. Users, items, types and values of the context are codes of who read it, and he
 * counts on: what is new since his stretch before comes along, in the order of its codes.
 */
export interface EventStretch {
  /** Rows of the source in it, used or not, and lines. */
  readonly rows: number;
  readonly lines: number;
  /** The rows that can be used; their origins are not set yet, their offsets only where `placed` says so. */
  readonly events: ArrivalBlock;
  readonly placed?: boolean;
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly types: readonly string[];
  /** Column of the context to its new values. */
  readonly dictionaries: Readonly<Record<string, readonly RawValue[]>>;
  /** Values for columns of a side that has no file of its own, in the order of {@link Places.borrowed}. */
  readonly borrowed: readonly { readonly codes: readonly number[]; readonly values: readonly RawValue[] }[];
  /** Rows that cannot be used; lines and rows count from the beginning of the stretch. */
  readonly rejects: readonly Omit<Reject, 'file'>[];
  /** By column of the context: what is neither number nor time, though a feature reads it as one. */
  readonly unread: readonly (readonly [string, UnreadValues])[];
  /** How many times were read as what. */
  readonly timeForms: readonly (readonly [TimeUnit, number])[];
}
